import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { thresholdsIn, thresholdsTable } from "../scripts/thresholdsTable.ts";
import { thresholds } from "../src/pcap/findings/thresholds.ts";
import { codeRows, documentText, repository } from "./support/documents.ts";

const page = documentText("docs/findings.md");
const readSource = (name: string): string =>
  readFileSync(new URL(`src/pcap/findings/${name}.ts`, repository), "utf8");

/** Rows of the tables of kinds: kind, meaning, severity, next step, filter, thresholds. */
const rows = codeRows(page).filter((cells) => cells.length === 6);

describe("docs/findings.md", () => {
  it("explains exactly the kinds of findings that exist, each in a row without an empty cell", () => {
    const union = /export type FindingKind =([^;]*);/.exec(readSource("finding"))?.[1] ?? "";
    const kinds = [...union.matchAll(/"([a-z-]+)"/g)].map(([, kind]) => kind ?? "");
    assert.ok(kinds.length > 30, `${kinds.length} kinds`);
    assert.deepEqual(rows.map(([kind]) => kind).toSorted(), kinds.toSorted());
    for (const cells of rows) assert.ok(!cells.includes(""), cells[0]);
  });

  it("names in its rows only kinds and thresholds that exist", () => {
    const known = new Set([...Object.keys(thresholds), ...rows.map(([kind]) => kind)]);
    const named = rows.flatMap((cells) =>
      [...(cells.at(-1) ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    );
    assert.ok(named.length > 50, `${named.length} names`);
  });

  it("has every threshold with its value and its reason, as the code has them", async () => {
    assert.ok(page.includes(`-->\n\n${await thresholdsTable()}\n<!-- /thresholds -->`), "run npm run docs");
    const names = thresholdsIn(readSource("thresholds")).map(({ name }) => name.split(".")[0]);
    assert.deepEqual(Object.keys(thresholds).toSorted(), [...new Set(names)].toSorted());
  });
});
