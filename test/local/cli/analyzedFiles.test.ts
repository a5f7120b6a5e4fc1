import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { cliProcess } from "../../support/cli/cliProcess.ts";
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

describe("standard input", () => {
  const summary = JSON.parse(JSON.stringify(summaryOf(capture))) as CaptureSummary;

  it("is read with -, gzip-compressed or not, and with nothing in it is told to be empty", async () => {
    const [plain, packed, foreign, empty] = await Promise.all([
      cliProcess("analyze", ["-", "--json"], {}, capture),
      cliProcess("analyze", ["-", "--json"], {}, gzipSync(capture)),
      cliProcess("analyze", ["-"], {}, Buffer.from("Dear engineer")),
      cliProcess("analyze", ["-"]),
    ]);
    assert.deepEqual(JSON.parse(plain.stdout), summary);
    assert.deepEqual(JSON.parse(packed.stdout), summary);
    assert.deepEqual([foreign.code, foreign.stdout, empty.code, empty.stdout], [1, "", 1, ""]);
    assert.match(foreign.stderr, /^Standard input is no capture file/);
    assert.match(empty.stderr, /^Standard input is empty\.\n/);
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
    const inside = analyze(folder);
    assert.deepEqual([inside.status, inside.stdout], [1, ""]);
    assert.match(inside.stderr, /is a folder, not a file\.\n/);
  });

  it("is 2 for wrong use", () => {
    const file = written("right.pcap", capture);
    for (const args of [[], [file, file], [file, "--question", "sideways"], [file, "--loud"]])
      assert.equal(analyze(...args).status, 2, args.join(" "));
  });
});
