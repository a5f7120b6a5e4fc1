import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import type { Scenario } from "../../scenario.ts";

export const unchanged: Scenario = {
  fact: "whoever has the list or a capture as it is gets 304 instead of it",
  async run(site) {
    const { id, instance } = await fireCapture(site, site.lengths.short);
    await follow.toOutput(site, instance);
    // The alert's own capture does not change any more; others may still change the list.
    const route = `captures/${id}?include=page`;
    const { status, headers } = await site.app.get(route);
    expect.same(status, 200, "the answer");
    const etag = expect.present(headers.etag, "ETag");
    const again = await site.app.get(route, { headers: { "if-none-match": etag } });
    expect.same([again.status, again.body], [304, null], "the answer to its ETag");
    const other = await site.app.get(route, { headers: { "if-none-match": '"another"' } });
    expect.same([other.status, other.headers.etag], [200, etag], "the answer to another ETag");
    expect.present((await site.app.get("captures")).headers.etag, "ETag of the list");
    return null;
  },
};
