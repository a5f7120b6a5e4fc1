import assert from "node:assert/strict";
import { it } from "node:test";
import { gzipSync } from "node:zlib";
import { buildConsole } from "../../scripts/buildConsole.ts";

const budgetBytes = 120_000;

it("buildConsole: all files of the captures page are at most 120 kB gzipped", async () => {
  const { files } = await buildConsole("/console");
  const sizes = files.map(({ path, contents }) => [path, gzipSync(contents).length] as const);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  assert.ok(total <= budgetBytes, `${total} bytes: ${sizes.join("; ")}`);
});
