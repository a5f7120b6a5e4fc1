import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { needsTime } from "../../steps/needsTime.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly phase: string | null;
  readonly vms: readonly {
    readonly vmId: string;
    readonly outcome?: string;
    readonly fileUrl?: string | null;
  }[];
  readonly report: unknown;
}

async function shown({ app }: Site, id: string): Promise<Shown> {
  const { status, body } = await app.get(`captures/${id}`);
  expect.same(status, 200, "the answer");
  return body as Shown;
}

export const show: Scenario = {
  fact: "one capture is shown with its phase while it runs and with its outcome afterwards",
  obstacle: needsTime,
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, Math.min(site.lengths.long, 12));
    await follow.toPhase(site, instance, "capturing");
    const running = await shown(site, id);
    expect.same(
      [running.id, running.status, running.phase],
      [id, "running", "capturing"],
      "the running capture",
    );
    expect.same(running.vms.length, 1, "the number of VMs");
    const output = await follow.toOutput(site, instance);
    const { fileUrl } = told.captured(output, vm);
    const ended = await shown(site, id);
    const [result] = ended.vms;
    expect.same(
      [ended.status, result?.vmId, result?.outcome, result?.fileUrl],
      ["completed", vm.id, "captured", fileUrl],
      "the ended capture",
    );
    expect.same(ended.report, output.report, "the report");
    for (const unknown of [`alert-${"0".repeat(32)}`, "nonsense", `${id}:1`, "%3Fx"])
      expectProblem(await site.app.get(`captures/${unknown}`), 404, unknown);
    return null;
  },
};
