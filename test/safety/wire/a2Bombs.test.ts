import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { bombFile } from "../../support/bombs/bombFile.ts";
import { bombOf, recipes, recipeText } from "../../support/bombs/recipe.ts";
import { workOf } from "../../support/bombs/work.ts";
import { everyNth, isDeep } from "../../support/depth.ts";

/**
 * Bytes read and records looked at, per byte of the file, in an ordinary capture of small packets: 2 to 3.
 */
const mostWork = 8;
const longest = isDeep ? 2 ** 20 : 2 ** 17;
const capacities = [256, isDeep ? 2 ** 18 : 4096];

function workPerByte(file: Buffer, flowCapacity: number): number {
  const work = workOf(() => {
    const analyzer = new CaptureAnalyzer({ flowCapacity });
    analyzer.push(file);
    analyzer.end();
  });
  return work / file.length;
}

describe("the work per byte of a file", () => {
  for (const recipe of everyNth(4, recipes))
    it(`is bounded and does not grow with the file: ${recipeText(recipe)}`, (t) => {
      const file = bombFile(bombOf(recipe), longest);
      for (const capacity of capacities) {
        const [short, long] = [file.subarray(0, longest / 8), file].map((part) =>
          workPerByte(part, capacity),
        );
        assert.ok((long ?? Infinity) <= mostWork, `${long} per byte`);
        assert.ok((long ?? Infinity) <= 2 * (short ?? 0) + 1, `${short}, then ${long} per byte`);
        t.diagnostic(`${short?.toFixed(2)}, then ${long?.toFixed(2)} per byte, with ${capacity} flows`);
      }
    });
});
