import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { everyNth, isDeep } from "../../support/depth.ts";
import { call } from "../../support/world/calls.ts";
import { analyzed, common, sample, vm, vmId, World } from "../../support/world/world.ts";
import type { ListedCapture } from "../../../src/api/captureList.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { Question } from "../../../src/pcap/summary/captureSummary.ts";

/** The alert of the sample, on another metric. */
async function onMetric(file: string, metric: string): Promise<unknown> {
  const text = JSON.stringify(await sample(file, "WEB01"));
  return JSON.parse(text.replaceAll("Network Out Total", metric));
}

describe("the analysis of a capture file", () => {
  let world: World;
  before(async () => {
    world = await World.start(analyzed);
  });
  after(() => world.close());

  /** What the analyzer says of a capture's file in storage, read in one piece. */
  async function analyze(
    { fileUrl, summary, network }: Pick<CaptureOutcome, "fileUrl" | "summary" | "network">,
    question: Question | null,
    summaryBytes?: number,
  ) {
    const analyzer = new CaptureAnalyzer({
      question,
      moment: summary?.moment ?? null,
      ...{ localAddresses: network?.addresses ?? [], infersFurther: true },
      // More than any of these files has; the usual capacity takes longer to make than the file to read.
      flowCapacity: 2 ** 14,
      ...(summaryBytes === undefined ? {} : { summaryBytes }),
    });
    analyzer.push(await world.environment.readBlob(fileUrl ?? ""));
    return analyzer.end();
  }
  const view = async (id: string) => (await world.app("GET", `/captures/${id}`)).body as CaptureView;

  it("is in the output and in GET /api/captures/{id}, and answers the alert's question", async () => {
    const instance = await world.fire(await common("WEB01"));
    const [capture] = (await world.outcome(instance)).captures;
    assert.ok(capture?.summary !== null && capture?.summary !== undefined);
    assert.equal(capture.hint, null);
    assert.deepEqual(capture.summary, await analyze(capture, "outbound"));
    assert.equal(capture.summary.file.bytes, capture.bytes);
    assert.match(capture.summary.lead, /^\d+% of outbound bytes went to /);
    assert.deepEqual((await view(instance.id)).vms[0]?.summary, capture.summary);
  });

  it("comes with the hash of the whole file in storage, and with the chain of its times", async () => {
    const [virtual, real] = [world.clock.now(), Date.now()];
    const { capture } = await world.run(await common("WEB01"));
    const file = await world.environment.readBlob(capture.fileUrl ?? "");
    assert.equal(capture.sha256, createHash("sha256").update(file).digest("hex"));
    const { firedAt, receivedAt, acceptedAt, firstPacketAt, lastPacketAt, fileFoundAt } = capture.times;
    const { summary, endedAt } = capture;
    assert.deepEqual([firstPacketAt, lastPacketAt], [summary?.firstPacketAt, summary?.lastPacketAt]);
    const times = (texts: readonly (string | null)[]) => texts.map((text) => Date.parse(text ?? ""));
    // An alert is stamped by the real clock when it arrives, and all that follows by the virtual one.
    for (const chain of [
      [real, ...times([receivedAt]), Date.now()],
      [virtual, ...times([acceptedAt, endedAt, fileFoundAt]), world.clock.now()],
    ])
      assert.deepEqual(
        chain,
        chain.toSorted((one, other) => one - other),
      );
    assert.match(firedAt ?? "", /^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("is reduced to its lead in GET /api/captures", async () => {
    const { captures } = (await world.app("GET", "/captures")).body as { captures: ListedCapture[] };
    const [item] = captures;
    assert.match(item?.lead ?? "", /^\d+% of outbound bytes went to /);
    assert.deepEqual([item?.severity, item?.label], ["note", "Top peer"]);
    assert.ok(!JSON.stringify(item).includes('"summary"'));
  });

  for (const [schema, file] of [
    ["common", "x01-common-vm-netout-fired"],
    ["older metric", "x03-noncommon-vm-netout-activated"],
  ] as const)
    it(`answers the question of an alert on incoming traffic, in the ${schema} schema`, async () => {
      const { capture } = await world.run(await onMetric(file, "Network In Total"));
      assert.match(capture.summary?.lead ?? "", /^\d+% of inbound bytes came from /);
      assert.deepEqual(capture.summary, await analyze(capture, "inbound"));
    });

  it("answers for the busier direction without a question: a capture on demand, another metric", async () => {
    const { reply } = await call(world, "captures", { vmId: vmId("WEB01") });
    const [onDemand] = (await world.outcome(reply)).captures;
    assert.ok(onDemand !== undefined);
    assert.deepEqual(onDemand.summary, await analyze(onDemand, null));
    const { capture } = await world.run(await onMetric("x01-common-vm-netout-fired", "Percentage CPU"));
    assert.deepEqual(capture.summary, await analyze(capture, null));
  });

  it("exists for each VM of an alert with several", async () => {
    const { outcome } = await world.run(await common("WEB01", "WEB02"));
    assert.equal(outcome.captures.length, 2);
    for (const capture of outcome.captures)
      assert.deepEqual(capture.summary, await analyze(capture, "outbound"));
    assert.notDeepEqual(outcome.captures[0]?.summary, outcome.captures[1]?.summary);
  });

  if (isDeep)
    it("keeps the output below 200 KiB when one alert captures 20 VMs", async () => {
      const names = Array.from({ length: 20 }, (_, index) => `MANY${index + 1}`);
      await world.control(
        "PUT",
        "/vms",
        names.map((name) => vm(name)),
      );
      const { outcome, emails } = await world.run(await common(...names));
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      assert.ok(Buffer.byteLength(JSON.stringify(outcome)) < 200 * 1024);
      assert.equal(emails.length, 1);
      for (const { summary } of outcome.captures) assert.ok((summary?.talkers.length ?? 0) >= 2);
      for (const capture of everyNth(5, outcome.captures))
        assert.deepEqual(capture.summary, await analyze(capture, "outbound", 6553));
    });

  it("is in the report of the alert that started the capture and of the one that joined it", async () => {
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const { capture: joined } = await world.run(await common("WEB01"));
    const [own] = (await world.outcome(first)).captures;
    assert.equal(joined.joined, true);
    assert.ok(joined.summary !== null);
    assert.deepEqual(joined.summary, own?.summary);
  });
});
