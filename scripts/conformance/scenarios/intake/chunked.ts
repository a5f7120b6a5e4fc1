import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** Some hosts pass a body without Content-Length on to the app, others pass on an empty one. */
export const chunked: Scenario = {
  fact: "an alert without Content-Length is captured, or answered 400 with that reason",
  async run(site) {
    const vm = await site.stage.vm();
    const bytes = Buffer.from(JSON.stringify(alertOn([vm], { seconds: site.lengths.short })));
    const chunks = [bytes.subarray(0, 100), bytes.subarray(100, 700), bytes.subarray(700)];
    const answer = await site.app.postChunks("alerts", chunks);
    if (answer.status === 400) {
      const detail = expectProblem(answer, 400, "a body without Content-Length");
      expect.that(detail.includes("Content-Length"), `the reason is: ${detail}`);
      await told.never(site, [vm]);
      return "answered 400: this host passes on no body without Content-Length";
    }
    told.captured(await follow.toOutput(site, site.app.accepted(answer).instance), vm);
    await told.once(site, [vm]);
    return "captured";
  },
};
