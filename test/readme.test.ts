import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { withSettingsTable } from "../scripts/settingsTable.ts";

it("README.md has the settings' table as it is generated from what the app reads", async () => {
  const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
  assert.equal(text, await withSettingsTable(text), "Run `npm run docs`.");
});
