import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const resolved: Scenario = {
  fact: "a resolved alert is ignored in both schemas",
  async run(site) {
    const vm = await site.stage.vm();
    for (const schema of ["common", "legacy"] as const) {
      const payload = alertOn([vm], { schema, condition: "Resolved", seconds: site.lengths.short });
      const { status, body } = await site.app.post("alerts", payload);
      expect.same(status, 200, `the answer to a resolved alert in the ${schema} schema`);
      const { outcome, reason } = body as { readonly outcome: string; readonly reason: string };
      expect.same([outcome, reason], ["ignored", "resolved"], "the outcome");
    }
    await told.never(site, [vm]);
    return null;
  },
};
