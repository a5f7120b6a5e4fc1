import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** The app notices within 30 s; the rest is for the report on a slow host. */
const noticedSeconds = 30 + 20;

const one: Scenario = {
  fact: "when one VM's orchestration is terminated, the one email has the other VM's capture and this failure",
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { instance, vm, vms } = await fireCapture(site, site.lengths.long, 2);
    for (const number of [1, 2]) await follow.toPhase(site, instance.child(number), "capturing");
    expect.same((await instance.child(2).terminate()).status, 202, "the answer to terminate");
    const output = await follow.toOutput(site, instance);
    told.captured(output, vm);
    const [, terminated] = output.captures;
    expect.same(terminated?.outcome, "failed", "the outcome of the terminated VM");
    expect.that((terminated?.hint ?? "") !== "", "the terminated VM has no hint");
    await told.capturedTimes(site, vms, 1);
    await told.once(site, vms);
    return `told as ${terminated?.code ?? "no code"}`;
  },
};

const every: Scenario = {
  fact: `when the orchestrations of both VMs are terminated, one email tells so within ${noticedSeconds} s`,
  obstacle: (site) => needsManagement(site) ?? needsTime(site),
  async run(site) {
    const { instance, vms } = await fireCapture(site, site.lengths.long, 2);
    for (const number of [1, 2]) await follow.toPhase(site, instance.child(number), "capturing");
    const terminatedAt = performance.now();
    for (const number of [1, 2])
      expect.same((await instance.child(number).terminate()).status, 202, "the answer to terminate");
    const { captures } = await follow.toOutput(site, instance);
    const seconds = Math.round((performance.now() - terminatedAt) / 1000);
    expect.same(
      captures.map(({ outcome }) => outcome),
      ["failed", "failed"],
      "the outcomes",
    );
    expect.that(seconds <= noticedSeconds, `the alert ended only ${seconds} s after that`);
    await told.once(site, vms);
    return `after ${seconds} s`;
  },
};

export const terminateChild = { one, every };
