import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const oneMissing: Scenario = {
  fact: "of three VMs, one of which does not exist, two are captured, and one email tells of all",
  async run(site) {
    const [there, missing] = [await site.stage.vms(2), await site.stage.absentVm()];
    const [first, second] = there;
    const vms = [expect.present(first, "VM"), missing, expect.present(second, "VM")];
    const { instance } = await site.app.fire(alertOn(vms, { seconds: site.lengths.short }));
    const output = await follow.toOutput(site, instance);
    expect.same(
      output.captures.map(({ outcome }) => outcome),
      ["captured", "failed", "captured"],
      "the outcomes",
    );
    expect.same(output.captures[1]?.code, "vm-not-found", "the code of the missing VM");
    for (const vm of there) told.captured(output, vm);
    await told.capturedTimes(site, there, 1);
    await told.capturedTimes(site, [missing], 0);
    await told.once(site, vms);
    return null;
  },
};
