import { exchange } from "../../site/exchange.ts";
import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

const wrong = "wrong-key-of-the-conformance-run";

export const wrongKey: Scenario = {
  fact: "without the right key, routes and management URLs are refused, and health is not",
  obstacle: ({ options }) =>
    options.key === null ? "the host asks for no key; --key KEY gives that of a host that does" : null,
  async run(site) {
    for (const key of [null, wrong]) {
      const app = site.app.withKey(key);
      const answers = [
        await app.post("alerts", {}),
        await app.post("captures", {}),
        await app.get("captures"),
        await app.stop(`alert-${"0".repeat(32)}`),
      ];
      const who = key === null ? "no key" : "a wrong key";
      expect.same(
        answers.map(({ status }) => status),
        [401, 401, 401, 401],
        `the answers to ${who}`,
      );
      expect.same((await app.get("health")).status, 200, `health with ${who}`);
    }
    const { instance, vm } = await fireCapture(site, site.lengths.short);
    const uri = new URL(instance.links.statusQueryGetUri);
    uri.searchParams.set("code", wrong);
    const { status } = await exchange(uri.href, {});
    expect.that([401, 403].includes(status), `a management URL with a wrong key is answered ${status}`);
    told.captured(await follow.toOutput(site, instance), vm);
    return null;
  },
};
