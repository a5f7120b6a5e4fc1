import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { settingNames } from "../src/config.ts";

it("README.md explains exactly the settings that the app reads", async () => {
  const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const section = /^## Settings$([\s\S]*?)^## /m.exec(text)?.[1] ?? "";
  const explained = section
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)]);
  const names = new Set(explained.map(([, name]) => name));
  assert.deepEqual([...names].toSorted(), settingNames.toSorted());
});
