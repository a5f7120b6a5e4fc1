import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { captureOf, summaryOf, upload } from "../../support/packets/vmTraffic.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const folder = mkdtempSync(join(tmpdir(), "analyze-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const capture = captureOf(upload(3_000_000));

function analyze(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = join(import.meta.dirname, "../../../local/cli/analyze.ts");
  return spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
}

function written(name: string, bytes: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

describe("a gzip-compressed capture", () => {
  it("is unpacked, whatever its name", () => {
    const { stdout, status } = analyze(written("upload.cap", gzipSync(capture)), "--json");
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout) as CaptureSummary, JSON.parse(JSON.stringify(summaryOf(capture))));
  });

  it("is an error when it is cut", () => {
    const { stderr, status } = analyze(written("cut.gz", gzipSync(capture).subarray(0, 2000)));
    assert.equal(status, 1);
    assert.match(stderr, /cut\.gz cannot be unpacked: unexpected end of file/);
  });

  it("is told where no file is unpacked", () => {
    const { file } = summaryOf(gzipSync(capture));
    assert.deepEqual(file, {
      format: null,
      bytes: file.bytes,
      linkTypes: [],
      ending: "damaged",
      atByte: 0,
      detail: "is gzip-compressed: unpack it first",
    });
  });
});

describe("the exit code", () => {
  it("is 0 for a capture, also when it is cut", () => {
    assert.equal(analyze(written("cut.pcap", capture.subarray(0, 5000))).status, 0);
  });

  it("is 1 for a file that is missing or no capture", () => {
    const foreign = analyze(written("letter.txt", Buffer.from("Dear engineer")), "--json");
    assert.deepEqual([foreign.status, foreign.stdout], [1, ""]);
    assert.match(foreign.stderr, /letter\.txt is no capture file \(pcap or pcapng\)/);
    const empty = analyze(written("empty.pcap", Buffer.alloc(0)));
    assert.equal(empty.status, 1);
    assert.match(empty.stderr, /empty\.pcap is empty/);
    assert.equal(analyze(join(folder, "none.pcap")).status, 1);
  });

  it("is 2 for wrong use", () => {
    const file = written("right.pcap", capture);
    for (const args of [[], [file, file], [file, "--question", "sideways"], [file, "--loud"]])
      assert.equal(analyze(...args).status, 2, args.join(" "));
  });
});
