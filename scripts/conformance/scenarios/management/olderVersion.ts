import { randomBytes } from "node:crypto";
import { expect } from "../../site/expect.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsManagement } from "../../steps/needsManagement.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

/** The input of a real alert is taken for the older instances, with VMs of their own. */
export const olderVersion: Scenario = {
  fact: "an instance of an older version of the orchestration finishes on its own",
  obstacle: (site) =>
    site.options.versions.length === 0
      ? "no older version was given; --versions lists those of which instances can still run"
      : needsManagement(site),
  async run(site) {
    const model = await fireCapture(site, site.lengths.short);
    const { input } = await model.instance.status();
    for (const version of site.options.versions) {
      const vm = await site.stage.vm();
      const occurrence = randomBytes(16).toString("hex");
      const own = { ...(input as Record<string, unknown>), occurrence, vmIds: [vm.id] };
      const answer = await model.instance.startAnother(`alert-${occurrence}`, version, own);
      const { instance } = site.app.accepted(answer);
      told.captured(await follow.toOutput(site, instance), vm);
      await told.capturedTimes(site, [vm], 1);
      await told.once(site, [vm]);
    }
    told.captured(await follow.toOutput(site, model.instance), model.vm);
    expect.that(site.options.versions.length > 0, "no version was started");
    return `versions ${site.options.versions.join(", ")}`;
  },
};
