import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const terminateParent: Scenario = {
  fact: "the captures of a terminated alert on two VMs can still be stopped by its id",
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { id, instance, vms } = await fireCapture(site, site.lengths.long, 2);
    for (const number of [1, 2]) await follow.toPhase(site, instance.child(number), "capturing");
    expect.same((await instance.terminate()).status, 202, "the answer to terminate");
    await follow.toStatus(site, instance, "Terminated");
    expect.same((await site.app.stop(id)).status, 202, "the answer to the stop");
    for (const vm of vms) {
      const ended = await site.until(`the end of the capture of ${vm.name}`, async () => {
        const [capture] = await told.captures(site, vm);
        return capture !== undefined && capture.status !== "Running" ? capture : null;
      });
      expect.same(ended.stopReason, "Manual", `the stop reason of the capture of ${vm.name}`);
    }
    await told.capturedTimes(site, vms, 1);
    return null;
  },
};
