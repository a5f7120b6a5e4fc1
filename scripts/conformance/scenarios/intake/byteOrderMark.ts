import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const byteOrderMark: Scenario = {
  fact: "an alert in UTF-8 with a byte order mark is captured",
  async run(site) {
    const vm = await site.stage.vm();
    const text = JSON.stringify(alertOn([vm], { seconds: site.lengths.short }));
    const { instance } = site.app.accepted(await site.app.post("alerts", Buffer.from(`\uFEFF${text}`)));
    told.captured(await follow.toOutput(site, instance), vm);
    await told.once(site, [vm]);
    return null;
  },
};
