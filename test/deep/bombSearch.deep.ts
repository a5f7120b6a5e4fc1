import assert from "node:assert/strict";
import { it } from "node:test";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { bombFile } from "../support/bombs/bombFile.ts";
import { nanosecondsPerByte, searchBombs } from "../support/bombs/bombSearch.ts";
import { bombOf, recipeText } from "../support/bombs/recipe.ts";
import { workOf } from "../support/bombs/work.ts";
import { randomNumbers } from "../support/packets/mixture.ts";

const tries = 60;
const mebibyte = 2 ** 20;
const mostWork = 8;

it("finds no file whose work grows faster than its size", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  const slowest = searchBombs(randomNumbers(seed), tries, 2 * mebibyte).slice(0, 5);
  for (const { recipe, nanoseconds } of slowest) {
    const file = bombFile(bombOf(recipe), 8 * mebibyte);
    const works = [file.subarray(0, mebibyte), file].map((part) => {
      const analyze = () => {
        const analyzer = new CaptureAnalyzer();
        analyzer.push(part);
        analyzer.end();
      };
      return workOf(analyze) / part.length;
    });
    const [short = Infinity, long = Infinity] = works;
    const again = nanosecondsPerByte(file);
    t.diagnostic(
      `${nanoseconds.toFixed(0)} ns a byte in 2 MiB, ${again.toFixed(0)} in 8: ${recipeText(recipe)}`,
    );
    assert.ok(long <= mostWork && long <= 2 * short + 1, `${short}, then ${long} for each byte`);
  }
});
