import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** The most that one alert captures. */
const count = 20;

export const twentyVms: Scenario = {
  fact: `an alert on ${count} VMs is ${count} captures, one email and one entry in the list`,
  async run(site) {
    const { id, instance, vms } = await fireCapture(site, site.lengths.short, count);
    const output = await follow.toOutput(site, instance);
    expect.same(output.captures.length, count, "the number of results");
    for (const vm of vms) told.captured(output, vm);
    await told.capturedTimes(site, vms, 1);
    await told.once(site, vms);
    const { body } = await site.app.get("captures?top=1000");
    const { captures } = body as { readonly captures: readonly { readonly id: string }[] };
    expect.same(captures.filter((one) => one.id.startsWith(id)).length, 1, "the number of entries");
    return `${JSON.stringify(output).length} characters of output`;
  },
};
