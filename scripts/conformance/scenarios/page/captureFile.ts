import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

interface Link {
  readonly url: string;
  readonly expiresAt: string;
}

const minutes = 60_000;

export const captureFile: Scenario = {
  fact: "the file of a capture has a link that only reads it, for five minutes",
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.short);
    told.captured(await follow.toOutput(site, instance), vm);
    const route = `captures/${id}/file`;
    const json = { headers: { accept: "application/json" } };
    const { status, headers, body } = await site.app.get(route, json);
    expect.same([status, headers["cache-control"]], [200, "no-store"], "the answer");
    const { url, expiresAt } = body as Link;
    const query = new URL(url).searchParams;
    expect.same([query.get("sp"), query.get("sr"), query.get("spr")], ["r", "b", "https"], "what it allows");
    expect.that(query.has("skoid"), "the link is not signed with a key of the app's identity");
    const left = Date.parse(expiresAt) - Date.now();
    expect.that(left > 0 && left <= 5 * minutes, `the link is valid for ${left} ms`);
    const redirect = await site.app.get(route);
    expect.same(redirect.status, 302, "the answer without JSON");
    const target = new URL(redirect.headers.location ?? "");
    expect.same(target.pathname, new URL(url).pathname, "where it leads");
    expectProblem(await site.app.get(`${route}?vm=nobody`, json), 404, "a VM that is not there");
    expectProblem(await site.app.get(`captures/alert-${"0".repeat(32)}/file`), 404, "an unknown capture");
    return null;
  },
};
