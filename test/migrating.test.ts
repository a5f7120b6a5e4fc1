import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { world } from "../local/azure/world.ts";
import { documentedSettings } from "../src/settings/documentedSettings.ts";
import { cases } from "./fixtures/securestring/cases.ts";

const root = new URL("../", import.meta.url);

describe("docs/migrating-from-the-tutorial.md", () => {
  let text: string;
  before(async () => {
    text = await readFile(new URL("docs/migrating-from-the-tutorial.md", root), "utf8");
  });

  it("names settings that the app reads, and all of the tutorial's", () => {
    const known = documentedSettings.map(({ name }) => name);
    const named = new Set(text.match(/\b(?:[A-Z]+_[A-Z_]+|Azure(?:Tenant|Client|Cred)\w*)\b/g));
    assert.ok(named.size > 10);
    assert.deepEqual(
      [...named].filter((name) => !known.includes(name)),
      [],
    );
    for (const name of known) if (/^Azure[TC]/.test(name)) assert.ok(named.has(name), name);
  });

  it("has the simulated application's names, secret and encrypted secret, and files that exist", async () => {
    for (const value of [world.tenant, world.client.id, world.client.secret])
      assert.ok(text.includes(value), value);
    const files = text.match(/test\/fixtures\/[\w./]+\w/g) ?? [];
    assert.equal(files.length, 2);
    for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
    const encrypted = await readFile(
      new URL("test/fixtures/securestring/AzureCredPassword.txt", root),
      "utf8",
    );
    assert.equal(encrypted.trim(), cases[0].encrypted);
    assert.equal(cases[0].password, world.client.secret);
  });
});
