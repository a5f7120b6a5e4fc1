import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { kindNames } from "./agreement/analyzedKinds.ts";
import { compareCapture, type Comparison } from "./agreement/compareCapture.ts";

/**
 * Compares the TCP analysis of every capture in a folder with that of tshark, file by file.
 *
 * Usage: node scripts/agree.ts FOLDER [CACHE]. With CACHE, a folder, tshark is asked once for each file.
 */
const [folder, cache = null] = process.argv.slice(2);
const atOnce = 2;
const examples = 4;

if (folder === undefined) {
  process.stderr.write("Usage: node scripts/agree.ts FOLDER [CACHE]\n");
  process.exit(2);
}
if (cache !== null) mkdirSync(cache, { recursive: true });

const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(folder, path)).isFile())
  .sort();
const results: (readonly [path: string, comparison: Comparison])[] = [];
const waiting = paths.values();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (const path of waiting)
      results.push([path, await compareCapture(readFileSync(join(folder, path)), cache)]);
  }),
);

const outcomes = Map.groupBy(results, ([, { outcome }]) => outcome);
const compared = outcomes.get("compared") ?? [];
const print = (line: string): void => void process.stdout.write(`${line}\n`);

print(`${paths.length} files: ${[...outcomes].map(([name, all]) => `${all.length} ${name}`).join(", ")}`);
print(`${compared.filter(([, { copies }]) => copies > 0).length} files hold packets twice`);
for (const kind of kindNames) {
  const equal = compared.filter(([, { unequal }]) => !unequal.includes(kind)).length;
  print(`${kind.padEnd(24)} ${share(equal)}`);
}
const equal = compared.filter(([, { unequal }]) => unequal.length === 0);
print(`${"all kinds".padEnd(24)} ${share(equal.length)}`);

print("\nDifferences, by the number of files:");
const groups = new Map<string, string[]>();
for (const [path, { differences }] of compared.toSorted(([one], [other]) => one.localeCompare(other)))
  for (const [name, frames] of differences)
    groups.set(name, [...(groups.get(name) ?? []), `${path}: ${frames.length}, first ${frames[0]}`]);
for (const [name, files] of [...groups].sort(([, one], [, other]) => other.length - one.length)) {
  print(`${String(files.length).padStart(5)}  ${name}`);
  for (const file of files.slice(0, examples)) print(`         ${file}`);
}

function share(count: number): string {
  return `${count} of ${compared.length} files equal (${((count / compared.length) * 100).toFixed(2)}%)`;
}
