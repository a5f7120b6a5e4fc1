import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { summaryOf } from "../../support/packets/vmTraffic.ts";
import { headingOfHtml } from "../../support/report/textOfHtml.ts";
import { unwrapped } from "../../support/report/unwrapped.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";
import type { ListedCapture } from "../../../src/api/captureList.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";

describe("one answer everywhere, from the alert to the inbox", () => {
  let world: World;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "10" });
  });
  after(() => world.close());

  for (const traffic of ["exfiltration", "port-scan"])
    it(`of the scenario ${traffic}`, async () => {
      await world.control("PUT", "/vms", [vm("WEB01", { traffic })]);
      const instance = await world.fire(await common("WEB01"));
      const [capture] = (await world.outcome(instance)).captures;
      assert.ok(capture?.summary !== null && capture?.summary !== undefined);
      const { summary } = capture;
      const { lead, leading } = summary;
      const file = await world.environment.readBlob(capture.fileUrl ?? "");
      const { moment } = summary;
      const own = { localAddresses: capture.network?.addresses ?? [], infersFurther: true };
      const options = { question: "outbound", moment, flowCapacity: 2 ** 14, ...own } as const;
      assert.deepEqual(summaryOf(file, options), summary);

      const email = (await world.emails()).at(-1) ?? assert.fail("There is no email.");
      assert.ok(email.subject.startsWith(`WEB01: ${lead}`), email.subject);
      assert.equal(unwrapped(email.text).split("\n")[0], `WEB01: ${lead}`);
      assert.equal(headingOfHtml(email.html), `WEB01: ${lead}`);

      const { body: one } = await world.app("GET", `/captures/${instance.id}`);
      assert.deepEqual((one as CaptureView).vms[0]?.summary, summary);
      const { body } = await world.app("GET", "/captures");
      const item = (body as { captures: ListedCapture[] }).captures.find(({ id }) => id === instance.id);
      const severity = leading?.severity ?? null;
      assert.deepEqual([item?.lead, item?.severity], [lead, severity]);
    });
});
