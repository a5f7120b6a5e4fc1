import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { atOnce } from "../../steps/atOnce.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

const deliveries = 12;

/** Deliveries at the very same moment may all be told that they were the first; the id is the contract. */
export const duplicateAtOnce: Scenario = {
  fact: `${deliveries} deliveries of one alert at once are one instance, one capture and one email`,
  async run(site) {
    const vm = await site.stage.vm();
    const payload = alertOn([vm], { seconds: site.lengths.short });
    const all = await atOnce(deliveries, () => site.app.fire(payload));
    expect.same(new Set(all.map(({ id }) => id)).size, 1, "the number of ids");
    const { instance } = expect.present(all[0], "answer");
    told.captured(await follow.toOutput(site, instance), vm);
    await told.capturedTimes(site, [vm], 1);
    await told.once(site, [vm]);
    const first = all.filter(({ outcome }) => outcome === "accepted").length;
    expect.that(first > 0, "no delivery was accepted");
    return `${first} accepted, ${deliveries - first} duplicate`;
  },
};
