import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeRows, documentText } from "../support/documents.ts";
import { readSources } from "../support/sourceTree.ts";

const sources = readSources("local");
const found = (form: RegExp, text: string): readonly string[] =>
  [...new Set([...text.matchAll(form)].map(([match]) => match))].toSorted();

describe("the documents of the local environment", () => {
  it("list exactly its variables", () => {
    const code = sources.map(({ text }) => text).join("\n");
    const documented = codeRows(documentText("docs/local-environment.md")).map(([name = ""]) => name);
    assert.deepEqual(
      documented.filter((name) => /^[A-Z_]+$/.test(name)).toSorted(),
      ["PORT", ...found(/\bLOCAL_[A-Z_]+\b/g, code)].toSorted(),
    );
  });

  it("list exactly the routes of the control API", () => {
    const text = sources.find(({ path }) => path === "local/azure/control/controlRoutes.ts")?.text ?? "";
    const registered = [...text.matchAll(/route\("([A-Z]+)", "\/(\w+)/g)].map(
      ([, method, path]) => `${method ?? ""} /${path ?? ""}`,
    );
    const documented = codeRows(documentText("docs/local-control-api.md")).flatMap(([first = ""]) => {
      const path = /\/\w+/.exec(first)?.[0] ?? "";
      return (first.match(/[A-Z]{3,}/g) ?? []).map((method) => `${method} ${path}`);
    });
    assert.ok(registered.length > 0);
    assert.deepEqual([...new Set(documented)].toSorted(), [...new Set(registered)].toSorted());
  });
});
