import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { bombFile } from "./bombFile.ts";
import { contents, type Content } from "./contents.ts";
import { layers, type Layer } from "./layers.ts";
import { bombOf, numberings, recipes, type Recipe } from "./recipe.ts";
import type { Random } from "../packets/mixture.ts";

const chunkBytes = 2 ** 22;

/** Processor time of an analysis, in nanoseconds for each byte of the file. */
export function nanosecondsPerByte(file: Buffer): number {
  const analyzer = new CaptureAnalyzer({ seed: [1, 2, 3, 4] });
  const before = process.cpuUsage();
  for (let at = 0; at < file.length; at += chunkBytes) analyzer.push(file.subarray(at, at + chunkBytes));
  analyzer.end();
  return (process.cpuUsage(before).user * 1000) / file.length;
}

const pick = <T>(random: Random, all: readonly T[], otherwise: T): T => all[random(all.length)] ?? otherwise;

/** A recipe that differs from this one in one respect. */
function mutated(random: Random, recipe: Recipe): Recipe {
  switch (random(4)) {
    case 0:
      return {
        ...recipe,
        numbering: pick(random, Object.keys(numberings) as (typeof recipe.numbering)[], "random"),
      };
    case 1:
      return { ...recipe, content: pick(random, Object.keys(contents) as Content[], "nothing") };
    case 2:
      return { ...recipe, wrapped: recipe.wrapped.slice(1) };
    default: {
      const layer = pick(random, Object.keys(layers) as Layer[], "ipv4");
      return { ...recipe, wrapped: [[layer, 1 + random(40)] as const, ...recipe.wrapped].slice(0, 3) };
    }
  }
}

interface Found {
  readonly recipe: Recipe;
  readonly nanoseconds: number;
}

/**
 * Looks for the recipe whose files take longest for their size: the slowest known ones, changed again and
 * again.
 */
export function searchBombs(random: Random, tries: number, bytes: number): readonly Found[] {
  const measure = (recipe: Recipe): Found => ({
    recipe,
    nanoseconds: nanosecondsPerByte(bombFile(bombOf(recipe), bytes, random(2 ** 31))),
  });
  let found = recipes.map(measure);
  for (let number = 0; number < tries; number += 1) {
    found = found.toSorted((one, other) => other.nanoseconds - one.nanoseconds).slice(0, 12);
    const parent = found[random(found.length)]?.recipe;
    if (parent !== undefined) found.push(measure(mutated(random, parent)));
  }
  return found.toSorted((one, other) => other.nanoseconds - one.nanoseconds);
}
