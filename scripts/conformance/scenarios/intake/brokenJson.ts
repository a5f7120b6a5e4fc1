import { alertOn } from "../../steps/alertOn.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** Bodies that are no alert, beside one cut in its middle. */
const bodies = ["", "not json", "{}", "[]", "null", '"text"', '{"schemaId":"azureMonitorCommonAlertSchema"}'];

export const brokenJson: Scenario = {
  fact: "a body that is not JSON or not an alert is answered 400 with the reason",
  async run(site) {
    const vm = await site.stage.vm();
    const whole = JSON.stringify(alertOn([vm], { seconds: site.lengths.short }));
    for (const body of [...bodies, whole.slice(0, whole.length / 2)])
      expectProblem(await site.app.post("alerts", Buffer.from(body)), 400, `the body ${body.slice(0, 60)}`);
    await told.never(site, [vm]);
    return null;
  },
};
