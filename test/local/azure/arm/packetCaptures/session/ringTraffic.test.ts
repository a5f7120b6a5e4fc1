import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { VirtualClock } from "../../../../../../local/environment/virtualClock.ts";
import { readPcap } from "../../../../../support/packets/readPcap.ts";
import { RingSimulation, smallRing } from "../../../../../support/world/ringSimulation.ts";
import { vmId } from "../../../../../support/world/simulation.ts";

const minute = 60_000;

describe("a capture on a VM that has had a ring", () => {
  let rings: RingSimulation;
  before(async () => {
    rings = await RingSimulation.start();
  });
  after(() => rings.simulation.close());

  it("records the same packets as a capture beside it, cut to its bytes", async () => {
    await rings.vms({ id: vmId("R8"), traffic: "ordinary" });
    await rings.ring("r8", "R8", { ...smallRing, fileCount: 50 });
    await rings.advance(2 * minute);
    await rings.create("c8", "R8", { timeLimitInSeconds: 30 });
    await rings.advance(10_000);
    await rings.stop("r8");
    await rings.advance(30_000);
    const [ring, own] = [await rings.shown("r8"), await rings.shown("c8")];
    const ringed = (await Promise.all(ring.files.map(({ url }) => rings.read(url)))).flatMap(readPcap);
    const captured = readPcap(await rings.read(own.storagePath));
    const first = captured[0]?.at ?? 0;
    const common = ringed.filter(({ at }) => at >= first);
    assert.ok(common.length > 50, `${common.length} packets in both`);
    const cut = captured.slice(0, common.length).map(({ at, frame, length }) => ({
      ...{ at, length },
      frame: frame.subarray(0, 128),
    }));
    assert.deepEqual(common, cut);
    const { before: known, truth } = await rings.traffic("c8");
    assert.deepEqual(known.rings, ["r8"]);
    assert.equal(known.packets, ringed.length - common.length);
    assert.equal(
      known.bytes,
      ringed.slice(0, known.packets).reduce((sum, { length }) => sum + length, 0),
    );
    assert.deepEqual([known.overlapPackets, known.gapSeconds], [common.length, 0]);
    assert.equal(truth.packets, known.packets + captured.length);
    const half = ringed[Math.floor(known.packets / 2)] ?? assert.fail();
    const since = Math.ceil(half.at);
    const later = ringed.slice(0, known.packets).filter(({ at }) => at >= since);
    const { before: less } = await rings.traffic("c8", `?since=${new Date(since).toISOString()}`);
    assert.equal(less.packets, later.length);
  });

  it("leaves a gap, and no overlap, to a capture that begins after its end", async () => {
    await rings.vms({ id: vmId("R9"), traffic: "ordinary" });
    await rings.ring("r9", "R9");
    await rings.advance(minute);
    await rings.stop("r9");
    await rings.advance(20_000);
    await rings.create("c9", "R9", { timeLimitInSeconds: 30 });
    await rings.advance(minute);
    const { before: known } = await rings.traffic("c9");
    assert.equal(known.overlapPackets, 0);
    assert.ok((known.gapSeconds ?? 0) >= 20 && (known.gapSeconds ?? 0) < 22, `${known.gapSeconds} s`);
  });

  it("makes the traffic of its VM go on, and leaves that of others as it is", async () => {
    await rings.vms({ id: vmId("S1") }, { id: vmId("S2") });
    await rings.ring("s1", "S1");
    await rings.advance(20_000);
    await rings.stop("s1");
    await rings.create("t1", "S1", { timeLimitInSeconds: 5 });
    await rings.create("t2", "S2", { timeLimitInSeconds: 5 });
    await rings.advance(10_000);
    assert.ok((await rings.traffic("t1")).before.packets > 0);
    const { status, body } = await rings.simulation.control("GET", "/captures/t2/traffic");
    assert.equal(status, 404, JSON.stringify(body));
  });

  it("shows what happened before it, as one traffic with the packets of the ring", async () => {
    const now = rings.simulation.clock.now();
    const iso = (minutes: number) => new Date(now + minutes * minute).toISOString();
    const incidents = [{ traffic: "port-scan", from: iso(1), until: iso(2) }];
    await rings.vms({ id: vmId("I1"), traffic: "ordinary", incidents });
    await rings.ring("i1", "I1", { ...smallRing, fileCount: 100 });
    await rings.advance(4 * minute);
    await rings.create("j1", "I1", { timeLimitInSeconds: 20 });
    await rings.advance(10_000);
    await rings.stop("i1");
    await rings.advance(20_000);
    assert.equal((await rings.traffic("j1")).truth.trouble?.kind, "port-scan");
    const later = await rings.traffic("j1", `?since=${iso(2.1)}`);
    assert.equal(later.truth.trouble, null);
    const own = (await rings.simulation.captures()).find(({ name }) => name === "j1")?.traffic.truth;
    assert.ok(own);
    assert.equal(own.trouble, null);
    assert.equal(later.truth.packets, later.before.packets + own.packets);
  });

  for (const [path, status, sentence] of [
    ["/captures/nobody/files", 404, "There is no continuous packet capture nobody that writes to storage."],
    ["/captures/nobody/traffic", 404, "There is no packet capture nobody."],
    ["/captures/t1/traffic?since=then", 400, '"since" must be a time, ISO 8601.'],
    ["/captures/r8/traffic", 404, "The packet capture r8 is none of a VM with a ring, or is the ring."],
    ["/captures/r8.cap", 404, "The packet capture r8 is continuous: GET /captures/r8/files lists its files."],
  ] as const)
    it(`answers ${status} to GET ${path}`, async () => {
      const answer = await rings.simulation.control("GET", path);
      assert.deepEqual([answer.status, answer.body], [status, { error: sentence }]);
    });
});

describe("rings of a restarted simulation", () => {
  let directory: string;
  let rings: RingSimulation;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "rings-test-"));
    rings = await RingSimulation.start({ directory });
  });
  afterEach(async () => {
    await rings.simulation.close();
    await rm(directory, { recursive: true });
  });

  const restart = async () => {
    const clock = new VirtualClock(rings.simulation.clock.now());
    await rings.simulation.close();
    rings = await RingSimulation.start({ directory, clock });
  };

  it("run on to their end, and storage gets back what it has lost of them", async () => {
    await rings.vms({ id: vmId("P1"), traffic: "ordinary" }, { id: vmId("P2"), traffic: "ordinary" });
    for (const vm of ["P1", "P2"]) await rings.ring(vm.toLowerCase(), vm);
    await rings.advance(minute);
    await rings.stop("p1");
    const [ended, running] = [await rings.shown("p1"), await rings.brought("p2")];
    const content = await Promise.all(ended.files.map(({ url }) => rings.read(url)));
    await rings.lose("P1");
    await rings.lose("P2");
    await restart();
    assert.deepEqual(await Promise.all(ended.files.map(({ url }) => rings.read(url))), content);
    const names = running.files.map(({ name }) => name);
    assert.deepEqual(await rings.inStorage("P2"), names);
    assert.equal((await rings.shown("p2")).status, "Running");
    await rings.advance(minute);
    await rings.stop("p2");
    const { stopReason, files } = await rings.shown("p2");
    assert.equal(stopReason, "Manual");
    assert.deepEqual(
      await rings.inStorage("P2"),
      files.map(({ name }) => name),
    );
  });

  it("show the traffic that their VMs had, whatever it is now", async () => {
    await rings.vms({ id: vmId("P3"), traffic: "ordinary" });
    await rings.ring("p3", "P3", { ...smallRing, fileCount: 2 });
    await rings.advance(minute);
    const early = await rings.brought("p3");
    const content = await Promise.all(early.files.map(({ url }) => rings.read(url)));
    await rings.vms({ id: vmId("P3"), traffic: "dns-storm" });
    await rings.lose("P3");
    await restart();
    assert.deepEqual(await Promise.all(early.files.map(({ url }) => rings.read(url))), content);
  });
});
