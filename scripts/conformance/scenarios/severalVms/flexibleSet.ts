import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const flexibleSet: Scenario = {
  fact: "an alert on a Flexible scale set is a packet capture of each of its VMs, and one email",
  async run(site) {
    // An instance is a VM of that name.
    const names = [await site.stage.absentVm(), await site.stage.absentVm()];
    const instances = names.map(({ name }) => ({ id: name }));
    const set = await site.stage.scaleSet({ orchestration: "Flexible", instances });
    const { instance } = await site.app.fire(alertOn([set], { seconds: site.lengths.short }));
    const output = await follow.toOutput(site, instance);
    expect.same(output.captures.length, instances.length, "the number of results");
    const vms = output.captures.map(({ vmId: id, vmName: name }) => ({ id, name }));
    for (const vm of vms) told.captured(output, vm);
    await told.capturedTimes(site, vms, 1);
    await told.capturedTimes(site, [set], 0);
    await told.once(site, vms);
    return null;
  },
};
