import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

const instances = [{ id: "0" }, { id: "1" }, { id: "2", powerState: "deallocated" }];

export const uniformSet: Scenario = {
  fact: "an alert on a Uniform scale set is one packet capture, with a file for each instance that runs",
  async run(site) {
    const set = await site.stage.scaleSet({ orchestration: "Uniform", instances });
    const { instance } = await site.app.fire(alertOn([set], { seconds: site.lengths.short }));
    const output = await follow.toOutput(site, instance);
    expect.same(output.captures.length, 1, "the number of results");
    const rows = expect.present(told.captured(output, set).instances, "instances in the result");
    const byId = new Map(rows.map((one) => [one.id, one]));
    expect.same(
      instances.map(({ id }) => byId.get(id)?.outcome ?? "missing"),
      ["captured", "captured", "skipped"],
      "the instances",
    );
    const files = new Set(rows.flatMap(({ fileUrl }) => fileUrl ?? []));
    expect.same(files.size, 2, "the number of files");
    await told.capturedTimes(site, [set], 1);
    await told.once(site, [set]);
    return null;
  },
};
