import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const onDemand: Scenario = {
  fact: "a capture on demand is one capture and one email that name no alert",
  async run(site) {
    const vm = await site.stage.vm();
    const body = { vmId: vm.id, timeLimitSeconds: site.lengths.short };
    const output = await follow.toOutput(
      site,
      site.app.accepted(await site.app.post("captures", body)).instance,
    );
    told.captured(output, vm);
    expect.same(output.alert, null, "the alert in the output");
    expect.that((output.requestedBy ?? "") !== "", "the output does not say who requested it");
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    expectProblem(await site.app.post("captures", { vmId: "WEB01" }), 400, "a vmId that is no id");
    expectProblem(await site.app.post("captures", { ...body, timeLimitSeconds: 0 }), 400, "a limit of 0");
    return null;
  },
};
