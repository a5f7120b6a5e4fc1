import assert from "node:assert/strict";
import { it } from "node:test";
import { version } from "../src/version.ts";
import { documentText } from "./support/documents.ts";

it("the app's version is that of package.json and of the changelog's newest heading", () => {
  const { version: ofPackage } = JSON.parse(documentText("package.json")) as { readonly version: string };
  assert.equal(version, ofPackage);
  const [, newest] = /^## (\d+\.\d+\.\d+)(?: |$)/m.exec(documentText("CHANGELOG.md")) ?? [];
  assert.equal(version, newest);
});
