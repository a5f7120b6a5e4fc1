import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { gzipSync } from "node:zlib";
import { timedCapture, type TimedPacket } from "../../support/applications/timedPackets.ts";
import { times } from "../../support/behaviour/talks.ts";
import { udp, vm } from "../../support/packets/vmTraffic.ts";
import { recordsOf, splitCapture } from "../../support/recording/splitCapture.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const folder = mkdtempSync(join(tmpdir(), "analyze-before-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const whole = timedCapture(
  times(100, (index): TimedPacket[] => [
    [index, udp([vm, 50_000, "203.0.113.9", 9000], Buffer.alloc(1000))],
    [index + 0.1, udp(["203.0.113.9", 9000, vm, 50_000], Buffer.alloc(20))],
  ]),
);
const at = (recordsOf(whole)[0]?.at ?? 0) + 80e6;
const { ring, capture } = splitCapture(whole, { at, overlap: 3e6, ringFiles: 2 });
const pathOf = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const file = pathOf("capture.cap", capture);
const [older, newer] = [pathOf("a.cap.gz", gzipSync(ring[0] ?? whole)), pathOf("b.cap", ring[1] ?? whole)];

function analyze(...args: string[]): ReturnType<typeof spawnSync> {
  const command = join(import.meta.dirname, "../../../local/cli/analyze.ts");
  return spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
}
const options = ["--before", newer, "--before", older, "--question", "outbound"];
const alert = ["--alert-at", "2026-11-26T00:01:10Z", "--window", "60"];

it("reads files from before a capture in the order of their packets, whatever that of the options", () => {
  const { stdout, status } = analyze(file, ...options, ...alert, "--json");
  assert.equal(status, 0);
  const { lead, before, packets, answer } = JSON.parse(String(stdout)) as CaptureSummary;
  assert.equal(lead, "In the minute before the alert, 100% of outbound bytes went to 203.0.113.9:9000");
  assert.deepEqual([packets, before?.packets, before?.overlapPackets, before?.gapSeconds], [200, 160, 6, 0]);
  assert.equal(before?.firstPacketAt, "2026-11-26T00:00:00.000000000Z");
  assert.equal(answer?.window?.from, "2026-11-26T00:00:10.000000000Z");
});

it("tells what is from before, and where the alert lies", () => {
  const lines = String(analyze(file, ...options, ...alert).stdout).split("\n");
  assert.ok(lines.includes("The alert fired at 2026-11-26T00:01:10Z"));
  assert.ok(lines.includes("Before the capture: 160 packets in 2 files; 6 packets more are in both"));
  assert.ok(lines.some((line) => line.startsWith("Note: In the minute before the alert, 100% of outbound")));
});

it("refuses what makes no sense", () => {
  for (const [args, said] of [
    [["-", ...options], "--before needs the capture as a file"],
    [[file, "--window", "60"], "--window needs --alert-at"],
    [[file, ...alert], "--window needs --before"],
    [[file, "--alert-at", "yesterday"], "--alert-at is a time like"],
    [[file, ...alert.slice(0, 2), "--window", "1.5"], "--window is a whole number"],
  ] as const) {
    const { stderr, status } = analyze(...args);
    assert.deepEqual([status, String(stderr).includes(said)], [2, true], String(stderr));
  }
  const missing = analyze(file, "--before", join(folder, "none.cap"));
  assert.deepEqual([missing.status, String(missing.stderr).includes("There is no file")], [1, true]);
});
