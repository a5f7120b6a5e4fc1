import { alertOn } from "../../steps/alertOn.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** RFC 8259 allows only UTF-8, and Azure Monitor sends nothing else. */
export const utf16: Scenario = {
  fact: "an alert in UTF-16 is answered 400 with the reason",
  async run(site) {
    const vm = await site.stage.vm();
    const text = JSON.stringify(alertOn([vm], { seconds: site.lengths.short }));
    expectProblem(await site.app.post("alerts", Buffer.from(`\uFEFF${text}`, "utf16le")), 400, "UTF-16");
    await told.never(site, [vm]);
    return null;
  },
};
