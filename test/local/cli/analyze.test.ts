import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { analysisText } from "../../../local/cli/analysisText.ts";
import { captureOf, server, summaryOf, upload, vm } from "../../support/packets/vmTraffic.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const folder = mkdtempSync(join(tmpdir(), "analyze-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const file = join(folder, "upload.cap");
writeFileSync(file, captureOf(upload(5000)));

function analyze(...args: string[]): ReturnType<typeof spawnSync> {
  const command = join(import.meta.dirname, "../../../local/cli/analyze.ts");
  return spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
}

it("prints the lead first, then each finding with its severity, evidence, filter and next step", () => {
  const { stdout, status } = analyze(file, "--question", "outbound");
  assert.equal(status, 0);
  const lead = "100% of outbound bytes went to 203.0.113.9:443";
  const lines = String(stdout).split("\n");
  assert.deepEqual(lines.slice(0, 3), [
    lead,
    "",
    "Warning: The capture has outbound packets only: outcomes are unknown",
  ]);
  const note = lines.indexOf(`Note: ${lead}`);
  assert.deepEqual(lines.slice(note, note + 5), [
    `Note: ${lead}`,
    "  packets 5, bytes 5,270",
    "  ip.addr == 203.0.113.9 && tcp.port == 443",
    "  Ask whoever owns the VM whether this transfer is expected.",
    "",
  ]);
});

it("prints the summary and every conversation as JSON", () => {
  const { stdout } = analyze(file, "--json", "--all", "--local", server, "--question", "inbound");
  const summary = JSON.parse(String(stdout)) as CaptureSummary & { allConversations: { tcp: unknown[] } };
  assert.equal(summary.lead, "100% of inbound bytes came from 10.1.2.4, a client of the VM's port 443");
  assert.deepEqual(
    summary.findings.map(({ kind, text }) => [kind, text]),
    [
      ["one-sided", "The capture has inbound packets only: outcomes are unknown"],
      ["top-peer", summary.lead],
    ],
  );
  assert.equal(summary.localAddresses.source, "given");
  assert.deepEqual(summary.allConversations.tcp, [
    {
      addressA: vm,
      portA: 50_000,
      addressB: server,
      portB: 443,
      packetsAB: 5,
      bytesAB: 5270,
      packetsBA: 0,
      bytesBA: 0,
    },
  ]);
});

it("prints what is wrong with its arguments", () => {
  const missing = analyze(join(folder, "none.cap"));
  assert.equal(missing.status, 1);
  assert.match(String(missing.stderr), /^There is no file .*none\.cap\.\nName a capture file/);
  const nothing = analyze();
  assert.equal(nothing.status, 2);
  assert.match(String(nothing.stderr), /^Something is missing: npm run analyze -- FILE/);
});

it("has a timeline and bars that fit into a narrow terminal", () => {
  const summary = summaryOf(captureOf(upload(3_000_000)));
  for (const columns of [20, 30, 39, 60, 80]) {
    const lines = analysisText(summary, columns).split("\n");
    const timeline = lines.find((line) => /^ {2}[ ▁▂▃▄▅▆▇█]+$/.test(line));
    assert.ok(timeline !== undefined && timeline.length <= columns, String(columns));
    const [bar = ""] = lines.flatMap((line) => /^ {2}outbound +([█·]*)/.exec(line)?.[1] ?? []);
    assert.equal(bar.length, columns < 35 ? 0 : Math.min(columns - 30, 24));
  }
});
