import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const stopTooLate: Scenario = {
  fact: "a stop of an ended capture is answered 409, of an unknown one 404",
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.short);
    await follow.toOutput(site, instance);
    expectProblem(await site.app.stop(id), 409, "a stop of an ended capture");
    expectProblem(await site.app.stop(`alert-${"0".repeat(32)}`), 404, "a stop of an unknown capture");
    await told.once(site, [vm]);
    return null;
  },
};
