import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { codeRows, documentText, repository } from "./support/documents.ts";

const sourceOf = (path: string): string => readFileSync(new URL(path, repository), "utf8");

it("docs/http-api.md lists exactly the routes that the app registers, and which require a key", () => {
  const registration = /^route\(\s*"\w+",\s*"([A-Z]+)",\s*"([^"]+)",.*?\);$/gms;
  const registered = [...sourceOf("src/main.ts").matchAll(registration)].map(
    ([call, method, path]) =>
      [`${method ?? ""} /api/${path ?? ""}`, /"anonymous",?\s*\);$/.test(call) ? "no" : "yes"] as const,
  );
  const documented = codeRows(documentText("docs/http-api.md"))
    .filter(([route = ""]) => /^[A-Z]+ \/api\//.test(route))
    .map(([route, key]) => [route, key]);
  assert.ok(registered.length > 0);
  assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(registered));
});

it("docs/http-api.md has a section for each route", () => {
  const text = documentText("docs/http-api.md");
  const routes = codeRows(text).map(([route = ""]) => route);
  const sections = [...text.matchAll(/^## ([A-Z]+ \/api\/.+)$/gm)].map(([, route]) => route);
  assert.deepEqual(
    sections,
    routes.filter((route) => /^[A-Z]+ \/api\//.test(route)),
  );
});
