import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call } from "../../support/world/calls.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { analyzed, common, vmId } from "../../support/world/world.ts";

describe("a capture with filters", () => {
  it("has a lead that says of which traffic it is true, in the email too", () =>
    inWorld({ ...analyzed, CAPTURE_FILTERS: '[{"protocol":"TCP","remotePort":"443"}]' }, async (world) => {
      const { capture, emails } = await world.run(await common("WEB01"));
      const { lead, findings } = capture.summary ?? assert.fail(capture.hint ?? "");
      assert.match(lead, /^Of the captured TCP 443 traffic: >?\d+% of outbound bytes went to /);
      const topPeer = findings.find(({ kind }) => kind === "top-peer");
      assert.match(topPeer?.text ?? "", /^>?\d+% of captured outbound bytes went to /);
      assert.ok(emails[0]?.text.replaceAll(/\s+/g, " ").includes(lead), emails[0]?.text);
    }));

  it("has the filters of the session that it follows, not of the request", () =>
    inWorld({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "60" }, async (world) => {
      const first = await world.fire(await common("WEB01"));
      await world.reach(first, "capturing");
      const wanted = { vmId: vmId("WEB01"), timeLimitSeconds: 1, filters: [{ protocol: "UDP" }] };
      const { reply } = await call(world, "captures", wanted);
      const [joined] = (await world.outcome(reply)).captures;
      assert.equal(joined?.joined, true);
      assert.deepEqual(joined.filters, []);
      assert.match(joined.summary?.lead ?? "", /^>?\d+% of /);
    }));
});
