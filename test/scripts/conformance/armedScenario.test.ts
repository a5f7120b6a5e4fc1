import assert from "node:assert/strict";
import { it } from "node:test";
import { runConformance } from "../../support/runConformance.ts";
import { analyzed, vmId, World } from "../../support/world/world.ts";

it("npm run conformance finds the packets from before an alert, and the VM armed again", async () => {
  // As on a host in real time, the alert that the command fires is not of another day than the ring.
  const world = await World.start({ ...analyzed, ARMED_VMS: vmId("WEB01") }, { startAt: Date.now() });
  const { url, controlUrl } = world.environment;
  const site = ["--host", url, "--control", controlUrl, "--armed", "--only", "armed"];
  const [result] = await runConformance(site, world.clock);
  await world.close();
  process.env.ARMED_VMS = "";
  assert.equal(result?.result, "ok", result?.remark ?? "");
  assert.match(result.remark ?? "", /^[1-9]\d* packets from before, [1-9]\d* files$/);
});
