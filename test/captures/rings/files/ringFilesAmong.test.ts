import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ringCandidates } from "../../../../src/captures/rings/files/ringCandidates.ts";
import { ringFilesAmong } from "../../../../src/captures/rings/files/ringFilesAmong.ts";
import { RingTime } from "../../../../src/captures/rings/files/ringTime.ts";
import { at, vmIdOf } from "../../../support/rings/rings.ts";
import type { ListedFile } from "../../../../src/captures/rings/files/listedFile.ts";
import type { RingSession } from "../../../../src/captures/rings/takenRing.ts";

const account = "https://captures.blob.core.windows.net/network-watcher-logs";
const folder = `${vmIdOf("WEB01").slice(1).toLowerCase()}/2026/11/26`;

const file = (path: string, createdAt: string, modifiedAt = createdAt, bytes = 1000): ListedFile => ({
  fileUrl: `${account}/${path}`,
  ...{ path, bytes, createdAt: at(createdAt), modifiedAt: at(modifiedAt) },
});
/** A file with a name of the recorded form, which storage has a minute later. */
const named = (time: string, suffix = "", modifiedAt = time): ListedFile =>
  file(`${folder}/packetcapture_${time.replaceAll(":", "_")}_000${suffix}.cap`, modifiedAt);

const session = { captureName: "alert-ring-WEB01-01", storagePath: null };
const marks = {
  vm: { id: vmIdOf("WEB01"), name: "WEB01" },
  sessions: [{ ...session, startedAt: at("10:00:00"), stoppedAt: at("12:00:00") }],
  foreign: [],
  from: at("11:00:00"),
  nextAt: null,
};
interface Marks {
  readonly vm: { readonly id: string; readonly name: string };
  readonly sessions: readonly RingSession[];
  readonly foreign: readonly string[];
  readonly from: string;
  readonly nextAt: string | null;
}

/** What is found of these files; `packets` are the times of first packets, by the files' paths. */
function found(
  listed: readonly ListedFile[],
  changed: Partial<Marks> = {},
  packets: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { vm, sessions, foreign, from, nextAt }: Marks = { ...marks, ...changed };
  const time = new RingTime(sessions, nextAt === null ? [] : [{ startedAt: nextAt, endedAt: null }]);
  const candidates = ringCandidates(listed, { vm, foreign, time }).files.map((candidate) => {
    const packet = packets[candidate.path];
    return { ...candidate, packetAt: packet === undefined ? null : Date.parse(at(packet)) };
  });
  return ringFilesAmong(candidates, time, from).map(({ fileUrl }) =>
    fileUrl.slice(account.length + 1).replace(`${folder}/`, ""),
  );
}

describe("ringFilesAmong", () => {
  it("takes the last files of a VM whose clock is up to two minutes ahead", () => {
    const listed = ["11:58:30", "11:59:00", "11:59:30", "12:00:15"].map((time, index) =>
      file(`${folder}/part-${index}.cap`, time),
    );
    const ahead = (seconds: number) =>
      Object.fromEntries(
        ["11:58:00", "11:58:30", "11:59:00", "11:59:30"].map((time, index) => {
          const shown = new Date(Date.parse(at(time)) + seconds * 1000).toISOString().slice(11, 19);
          return [`${folder}/part-${index}.cap`, shown];
        }),
      );
    const all = listed.map((_, index) => `part-${index}.cap`);
    for (const seconds of [0, 60, 119])
      assert.deepEqual(found(listed, { nextAt: at("12:01:00") }, ahead(seconds)), all, `${seconds} s`);
  });

  it("takes a file whose name and beginning tell no time by when storage had it", () => {
    const listed = [file(`${folder}/part-1.cap`, "11:10:00"), file(`${folder}/part-2.cap`, "13:10:00")];
    assert.deepEqual(found(listed), ["part-1.cap"]);
  });

  it("counts how many of those that fit were not looked into", () => {
    const listed = Array.from({ length: 230 }, (_, index) =>
      file(`${folder}/part-${index}.cap`, `11:${String(index % 60).padStart(2, "0")}:00`),
    );
    const time = new RingTime(marks.sessions, []);
    const { files, leftOut } = ringCandidates(listed, { vm: marks.vm, foreign: [], time });
    assert.deepEqual([files.length, leftOut], [200, 30]);
  });

  it("takes files that were begun while the ring ran, oldest first, whatever the order of the list", () => {
    const listed = [named("11:30:00"), named("11:10:00"), named("11:50:00")];
    const order = ["11_10", "11_30", "11_50"].map((time) => `packetcapture_${time}_00_000.cap`);
    assert.deepEqual(found(listed), order);
  });

  it("leaves out what was begun before the ring or after it", () => {
    assert.deepEqual(found([named("09:50:00", "", "11:30:00"), named("12:01:00"), named("11:30:00")]), [
      "packetcapture_11_30_00_000.cap",
    ]);
  });

  it("leaves out what the next ring has begun, however soon that was started", () => {
    assert.deepEqual(found([named("11:59:00"), named("12:00:12")], { nextAt: at("12:00:11") }), [
      "packetcapture_11_59_00_000.cap",
    ]);
    assert.equal(found([named("11:59:00"), named("12:00:12")]).length, 2);
  });

  it("orders files with one time in their names by their numbers", () => {
    const listed = ["_10", "_2", "_1"].map((suffix) => named("10:00:01", suffix, "11:59:00"));
    assert.deepEqual(
      found(listed),
      ["_1", "_2", "_10"].map((suffix) => `packetcapture_10_00_01_000${suffix}.cap`),
    );
  });

  it("goes by the times of storage where no name tells a time", () => {
    const listed = [
      file(`${folder}/b.cap`, "11:40:00"),
      file(`${folder}/a.pcap`, "11:20:00"),
      file(`${folder}/old.cap`, "09:00:00"),
      file(`${folder}/later.cap`, "12:10:00"),
      file(`${folder}/ring.cap3`, "11:50:00"),
    ];
    assert.deepEqual(found(listed), ["a.pcap", "b.cap", "ring.cap3"]);
  });

  it("goes by the times of storage where the times in the names fit no ring at all", () => {
    assert.deepEqual(found([named("03:00:00", "", "11:30:00")]), ["packetcapture_03_00_00_000.cap"]);
  });

  it("goes by the first packet before anything else", () => {
    const [own, before, after] = ["11:30:00", "11:31:00", "11:32:00"].map((time) => named(time));
    assert.ok(own && before && after);
    const packets = { [own.path]: "11:29:00", [before.path]: "09:00:00", [after.path]: "12:03:00" };
    assert.deepEqual(found([own, before, after], {}, packets), ["packetcapture_11_30_00_000.cap"]);
    const late = file(`${folder}/x.cap`, "18:00:00");
    assert.deepEqual(found([late], {}, { [late.path]: "11:59:00" }), ["x.cap"]);
  });

  it("orders files by their first packets, and leaves out those that end before what is needed", () => {
    const listed = ["a", "b", "c", "d"].map((name) => file(`${folder}/${name}.cap`, "11:59:00"));
    const times = ["11:20:00", "10:40:00", "10:20:00", "11:00:01"];
    const packets = Object.fromEntries(listed.map(({ path }, index) => [path, times[index] ?? ""]));
    assert.deepEqual(found(listed, {}, packets), ["b.cap", "d.cap", "a.cap"]);
  });

  it("goes by the times of storage where the VM's clock is wrong", () => {
    const listed = [file(`${folder}/a.cap`, "11:30:00"), file(`${folder}/b.cap`, "13:00:00")];
    const packets = Object.fromEntries(listed.map(({ path }) => [path, "03:00:00"]));
    assert.deepEqual(found(listed, {}, packets), ["a.cap"]);
  });

  it("leaves out files whose packets are all older than needed", () => {
    const listed = [named("10:10:00", "", "10:59:59"), named("10:50:00", "", "11:00:00")];
    assert.deepEqual(found(listed), ["packetcapture_10_50_00_000.cap"]);
  });

  it("leaves out other VMs, also one with the same name elsewhere, and scale sets", () => {
    const other = (path: string) => file(`${path}/2026/11/26/packetcapture_11_30_00_000.cap`, "11:30:00");
    const listed = [
      other(vmIdOf("WEB02").slice(1).toLowerCase()),
      other(vmIdOf("WEB011").slice(1).toLowerCase()),
      other(vmIdOf("WEB01").slice(1).toLowerCase().replace("prod-web-rg", "other-rg")),
      other(vmIdOf("WEB01").slice(1).toLowerCase().replace("virtualmachines", "virtualmachinescalesets")),
    ];
    assert.deepEqual(found(listed), []);
  });

  it("finds files elsewhere in the container by the VM's name as a word", () => {
    const listed = ["rings/web01_1.cap", "rings/web01-old_1.cap", "rings/xweb01_1.cap", "WEB01/2.cap"].map(
      (path) => file(path, "11:30:00"),
    );
    assert.deepEqual(found(listed).toSorted(), ["WEB01/2.cap", "rings/web01_1.cap"]);
  });

  it("leaves out the files of other sessions, and those that go on from a named one", () => {
    const capture = named("11:59:50");
    const ring = named("11:30:00", "_00002");
    const foreign = [capture.fileUrl, ring.fileUrl.replace("_00002", "")];
    assert.deepEqual(found([capture, ring, named("11:40:00")], { foreign }), [
      "packetcapture_11_40_00_000.cap",
    ]);
  });

  it("leaves out empty files, evidence records and everything that is no capture file", () => {
    const listed = [
      file(`${folder}/empty.cap`, "11:30:00", "11:30:00", 0),
      file(`${folder}/packetcapture_11_30_00_000.cap.evidence.json`, "11:30:00"),
      file(`${folder}/flow.log`, "11:30:00"),
    ];
    assert.deepEqual(found(listed), []);
  });

  it("keeps the files of each session that was taken", () => {
    const sessions = [
      { ...session, startedAt: at("09:00:00"), stoppedAt: at("11:55:00") },
      { ...session, startedAt: at("11:56:00"), stoppedAt: at("12:00:00") },
    ];
    assert.equal(found([named("11:40:00"), named("11:57:00")], { sessions }).length, 2);
  });

  it("looks into the newest 200 that fit", () => {
    const listed = Array.from({ length: 260 }, (_, index) => {
      const minute = String(Math.floor(index / 60)).padStart(2, "0");
      return named(`11:${minute}:${String(index % 60).padStart(2, "0")}`);
    });
    const kept = found(listed);
    assert.equal(kept.length, 200);
    assert.equal(kept.at(-1), "packetcapture_11_04_19_000.cap");
  });
});
