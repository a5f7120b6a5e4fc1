import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Output } from "../../site/output.ts";

const count = 200;

/** More of them run at once than some apps' CAPTURE_SESSION_LIMIT, which is a decision that is told too. */
const isRefused = ({ captures }: Output): boolean => captures[0]?.code === "session-limit";

export const burst: Scenario = {
  fact: `${count} alerts on ${count} VMs at once are each captured once and told once`,
  isAlone: true,
  async run(site) {
    const vms = await site.stage.vms(count);
    const times: number[] = [];
    const fired = await Promise.all(
      vms.map(async (vm) => {
        const payload = alertOn([vm], { seconds: 1 });
        const from = performance.now();
        const { id, instance } = await site.app.fire(payload);
        times.push(performance.now() - from);
        return { id, instance, vm };
      }),
    );
    expect.same(new Set(fired.map(({ id }) => id)).size, count, "the number of instances");
    // One after another: two hundred pollers would be a burst of their own.
    const outputs: Output[] = [];
    for (const { instance } of fired) outputs.push(await follow.toOutput(site, instance));
    const refused = vms.filter((_, index) => isRefused(expect.present(outputs[index], "output")));
    const captured = vms.filter((vm) => !refused.includes(vm));
    outputs.forEach((output, index) => {
      const vm = expect.present(vms[index], "VM");
      if (captured.includes(vm)) told.captured(output, vm);
    });
    await told.capturedTimes(site, captured, 1);
    await told.capturedTimes(site, refused, 0);
    await told.eachTimes(site, vms, 1);
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(count * 0.99)] ?? 0;
    return `${captured.length} captured, ${refused.length} refused by the session limit, p99 of the answers ${(p99 / 1000).toFixed(2)} s`;
  },
};
