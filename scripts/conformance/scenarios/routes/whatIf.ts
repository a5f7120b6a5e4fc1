import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

interface Plan {
  readonly whatIf: boolean;
  readonly id: string | null;
  readonly outcome: string;
  readonly targets: readonly { readonly vmName: string }[];
  readonly limits: { readonly timeLimitSeconds: number };
}

export const whatIf: Scenario = {
  fact: "a what-if of an alert and of a request returns the plan and starts nothing",
  async run(site) {
    const vm = await site.stage.vm();
    const query = "?whatIf=true";
    const seconds = site.lengths.short;
    const answers = [
      await site.app.post("alerts", alertOn([vm], { seconds }), { query }),
      await site.app.post("captures", { vmId: vm.id, timeLimitSeconds: seconds }, { query }),
    ];
    for (const { status, body } of answers) {
      expect.same(status, 200, "the answer to a what-if");
      const plan = body as Plan;
      expect.same([plan.whatIf, plan.outcome], [true, "accepted"], "the plan");
      expect.same(
        plan.targets.map(({ vmName }) => vmName.toLowerCase()),
        [vm.name.toLowerCase()],
        "the targets",
      );
      expect.same(plan.limits.timeLimitSeconds, seconds, "the time limit in the plan");
      if (plan.id !== null)
        expectProblem(await site.app.get(`captures/${plan.id}`), 404, "the planned capture");
    }
    expectProblem(await site.app.post("alerts", {}, { query: "?whatIf=perhaps" }), 400, "whatIf=perhaps");
    await told.never(site, [vm]);
    return null;
  },
};
