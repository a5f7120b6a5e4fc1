import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PhaseDisplay } from "../../../../local/cli/following/phaseDisplay.ts";
import { phaseProgress } from "../../../../local/cli/following/phaseProgress.ts";
import { fakeTerminal } from "../../../support/cli/fakeTerminal.ts";
import type { Phase } from "../../../../src/captures/progress/phase.ts";

const begin = Date.UTC(2026, 10, 26, 8);
const capturing = (percent: number): Phase => ({
  phase: "capturing",
  percent,
  endsAt: new Date(begin + 100_000).toISOString(),
});

/** Shows a capture of 100 s, of which the app tells its beginning only, and the end of everything. */
function shown(columns: number | null): string {
  let now = begin;
  const { output, written } = fakeTerminal(columns);
  const display = new PhaseDisplay(output, () => now);
  display.show({ phase: "starting" });
  display.show(capturing(0));
  for (; now < begin + 120_000; now += 1_000) {
    display.show(capturing(0));
    display.redraw();
  }
  display.show({ phase: "analyzing" });
  display.end();
  return written();
}

describe("the phases of a capture", () => {
  it("move on with the clock between two polls, and reach 100% when the next phase begins", () => {
    const drawn = shown(100).split("\r\x1b[2K");
    assert.equal(drawn.length, 104, "each percent is drawn once");
    assert.equal(drawn[51], "  Capturing packets             [###############...............]  49%");
    assert.equal(drawn[102], "  Capturing packets             [##############################] 100%\n");
    assert.equal(drawn[103], "  Analyzing the capture file\n");
  });

  it("are a line for each quarter without control codes where the output is no terminal", () => {
    assert.equal(
      shown(null),
      `  Starting the packet capture
  Capturing packets             [..............................]   0%
  Capturing packets             [########......................]  25%
  Capturing packets             [###############...............]  50%
  Capturing packets             [#######################.......]  75%
  Capturing packets             [##############################] 100%
  Analyzing the capture file
`,
    );
  });

  for (const columns of [20, 30, 39, 40, 60, 72])
    it(`never wrap in ${columns} columns, and tell the percentage`, () => {
      const lines = shown(columns).replaceAll("\n", "").split("\r\x1b[2K");
      assert.deepEqual(
        lines.filter((line) => line.length >= columns),
        [],
      );
      assert.match(lines[51] ?? "", / (?:49|50)%$/);
    });

  it("of several VMs are counted", () => {
    const { output, written } = fakeTerminal(80);
    new PhaseDisplay(output, () => begin).show({ phase: "capturing", running: 2, total: 3 });
    assert.match(written(), /Capturing packets +2 of 3 VMs$/);
  });
});

describe("phaseProgress", () => {
  const at = (percent: number, seconds: number) =>
    phaseProgress({ phase: capturing(percent), at: begin }, begin + seconds * 1000);

  it("never goes back, never tells an end that the app has not told, and trusts the app over the clock", () => {
    assert.deepEqual([at(40, 0), at(40, 50), at(40, 99), at(40, 500), at(100, 500)], [40, 70, 99, 99, 100]);
    assert.equal(at(40, -50), 40);
  });

  it("stays as told where this machine's clock is past the end", () => {
    assert.equal(phaseProgress({ phase: capturing(40), at: begin + 200_000 }, begin + 300_000), 40);
  });

  it("is null in a phase without progress", () => {
    assert.equal(phaseProgress({ phase: { phase: "reporting" }, at: begin }, begin), null);
  });
});
