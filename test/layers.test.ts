import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { codeRows, documentText, repository } from "./support/documents.ts";

interface Layer {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const { layers } = (await import(new URL("eslint.config.js", repository).href)) as {
  readonly layers: Readonly<Record<string, Layer>>;
};

const names = (cell: string | undefined): readonly string[] =>
  [...(cell ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name).toSorted();

describe("the layers", () => {
  it("are in docs/architecture.md as ESLint enforces them", () => {
    const documented = codeRows(documentText("docs/architecture.md")).map(([folder, , values, types]) => [
      folder,
      { values: names(values), types: names(types) },
    ]);
    const enforced = Object.entries(layers).map(([folder, { values, types }]) => [
      folder,
      { values: values.toSorted(), types: types.toSorted() },
    ]);
    assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(enforced));
  });

  it("are all folders of src", () => {
    const folders = readdirSync(new URL("src/", repository), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    assert.deepEqual(Object.keys(layers).toSorted(), folders.toSorted());
  });
});
