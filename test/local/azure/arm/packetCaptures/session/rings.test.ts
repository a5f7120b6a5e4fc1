import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readPcap } from "../../../../../support/packets/readPcap.ts";
import { RingSimulation, smallRing } from "../../../../../support/world/ringSimulation.ts";
import { subscription, vmId, watcher, watcherGroup } from "../../../../../support/world/simulation.ts";

const minute = 60_000;

describe("a continuous session that writes to storage", () => {
  let rings: RingSimulation;
  before(async () => {
    rings = await RingSimulation.start();
  });
  after(() => rings.simulation.close());

  it("has a file for each size of the packets, and in the end the last ones of its count", async () => {
    await rings.vms({ id: vmId("R1"), traffic: "ordinary" });
    await rings.ring("r1", "R1");
    await rings.advance(4 * minute);
    assert.deepEqual(await rings.inStorage("R1"), [], "nobody has looked yet");
    await rings.stop("r1");
    const ring = await rings.shown("r1");
    assert.deepEqual([ring.status, ring.stopReason, ring.continuous], ["Stopped", "Manual", true]);
    assert.equal(ring.files.length, 3);
    assert.deepEqual(
      await rings.inStorage("R1"),
      ring.files.map(({ name }) => name),
    );
    const contents = await Promise.all(ring.files.map(({ url }) => rings.read(url)));
    assert.equal(
      ring.bytes,
      contents.reduce((sum, { length }) => sum + length, 0),
    );
    for (const [index, file] of contents.entries()) {
      const packets = readPcap(file);
      const { bytes, packets: count, firstPacketAt } = ring.files[index] ?? assert.fail();
      assert.deepEqual([file.length, packets.length], [bytes, count]);
      assert.ok(file.length <= 40_000 && packets.every(({ frame }) => frame.length <= 128));
      assert.equal(new Date(Math.floor(packets[0]?.at ?? 0)).toISOString(), firstPacketAt);
      const next = contents[index + 1];
      if (next === undefined) continue;
      const [following] = readPcap(next);
      assert.ok(file.length + 16 + (following?.frame.length ?? 0) > 40_000, "it was full");
      assert.ok((packets.at(-1)?.at ?? Infinity) <= (following?.at ?? 0), "and the next one goes on");
    }
  });

  it("shows the full files while it runs, and deletes the oldest for the newest", async () => {
    await rings.vms({ id: vmId("R2"), traffic: "ordinary" });
    await rings.ring("r2", "R2");
    await rings.advance(4 * minute);
    const early = await rings.brought("r2");
    assert.deepEqual([early.status, early.files.length], ["Running", 3]);
    assert.deepEqual(
      await rings.inStorage("R2"),
      early.files.map(({ name }) => name),
    );
    await rings.advance(20_000);
    const later = await rings.brought("r2");
    const both = later.files.filter(({ name }) => early.files.some((file) => file.name === name));
    assert.deepEqual(both, early.files.slice(-both.length), "a full file does not change");
    await rings.advance(10 * minute);
    await rings.stop("r2");
    const ended = await rings.shown("r2");
    assert.deepEqual(
      await rings.inStorage("R2"),
      ended.files.map(({ name }) => name),
    );
    const known = [...early.files, ...later.files].map(({ name }) => name);
    assert.ok(ended.files.every(({ name }) => !known.includes(name)));
  });

  it("ends at the limit of its session, and its files stay when it is deleted", async () => {
    await rings.vms({ id: vmId("R3"), traffic: "ordinary" });
    await rings.ring("r3", "R3", { ...smallRing, sessionTimeLimitInSeconds: 90 });
    await rings.advance(90_000);
    const ring = await rings.shown("r3");
    assert.deepEqual([ring.status, ring.stopReason], ["Stopped", "TimeExceeded"]);
    await rings.sessions.delete(watcherGroup, watcher, "r3").submitted();
    await rings.advance(1_000);
    assert.deepEqual(
      await rings.inStorage("R3"),
      ring.files.map(({ name }) => name),
    );
  });

  it("keeps its full files, and loses the last one, when its agent is lost", async () => {
    await rings.vms({ id: vmId("R4"), traffic: "ordinary", agentStopsAfterSeconds: 240 });
    await rings.ring("r4", "R4");
    await rings.advance(240_000);
    const { stopReason, errors, files } = await rings.shown("r4");
    assert.deepEqual([stopReason, errors, files.length], ["Error", ["AgentStopped"], 3]);
    const last = files.at(-1) ?? assert.fail();
    const next = readPcap(await rings.read(last.url));
    assert.ok(last.bytes + 16 + 128 > 40_000, `${next.length} packets fill it`);
  });

  it("tells the path of its first file, or none, as its VM has it", async () => {
    await rings.vms({ id: vmId("R5"), ringPath: "first" }, { id: vmId("R6"), ringPath: "none" });
    for (const vm of ["R5", "R6"]) await rings.ring(vm.toLowerCase(), vm);
    await rings.advance(20_000);
    await rings.stop("r5");
    await rings.stop("r6");
    const [told, silent] = [await rings.shown("r5"), await rings.shown("r6")];
    assert.equal(told.storagePath, told.files[0]?.url);
    assert.match(told.storagePath, /\/r5\/2026\/11\/23\/packetcapture_\d\d_\d\d_\d\d_\d{3}_\d{7}\.cap$/);
    assert.equal(silent.storagePath, "");
    const { storageLocation } = await rings.sessions.get(watcherGroup, watcher, "r6");
    assert.equal(storageLocation?.storagePath, "");
  });

  it("leaves no file of packets that its filters drop", async () => {
    await rings.vms({ id: vmId("R7"), traffic: "ordinary" });
    await rings.ring("r7", "R7", smallRing, { filters: [{ protocol: "TCP", remotePort: "9" }] });
    await rings.advance(minute);
    await rings.stop("r7");
    assert.deepEqual((await rings.shown("r7")).files, []);
    assert.deepEqual(await rings.inStorage("R7"), []);
  });

  it("costs nothing but its last files after a day", async () => {
    await rings.vms({ id: vmId("D1"), traffic: "ordinary" });
    await rings.ring("d1", "D1", { ...smallRing, fileCount: 2, sessionTimeLimitInSeconds: 86_400 });
    await rings.advance(86_400_000);
    const { stopReason, files } = await rings.shown("d1");
    assert.equal(stopReason, "TimeExceeded");
    assert.deepEqual(
      await rings.inStorage("D1"),
      files.map(({ name }) => name),
    );
    assert.equal(files.length, 2);
    const [, end] = [files[0], files[1]?.lastPacketAt ?? ""];
    assert.ok(rings.simulation.clock.now() - Date.parse(end) < 5_000);
  });

  it("is one of those that Resource Manager lists, without total size and time", async () => {
    await rings.vms({ id: vmId("L1") });
    await rings.ring("l1", "L1");
    const list = await rings.simulation.arm(
      "GET",
      `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures?api-version=2026-01-01`,
    );
    const { value } = (await list.json()) as { value: { name: string; properties: object }[] };
    const { properties } = value.find(({ name }) => name === "l1") ?? assert.fail();
    assert.ok(!("totalBytesPerSession" in properties) && !("timeLimitInSeconds" in properties));
    await rings.stop("l1");
  });
});
