import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { readRanges, type ReadRange } from "../../src/azure/readRanges.ts";

const rangeBytes = 4 * 1024 * 1024;
const bytes = 3 * rangeBytes + 7;

it("readRanges: keeps a chunk intact while it is processed and the next one arrives in a second buffer", async () => {
  const filled: number[] = [];
  const read: ReadRange = (buffer, from) => {
    filled.push(from / rangeBytes);
    return Promise.resolve(buffer.fill(1 + from / rangeBytes));
  };
  const buffers = new Set<ArrayBufferLike>();
  let range = 0;
  for await (const chunk of readRanges(read, bytes, new AbortController().signal)) {
    await turn();
    assert.deepEqual(filled, [0, 1, 2, 3].slice(0, range + 2), "one range ahead, and no more");
    assert.equal(chunk.length, range === 3 ? 7 : rangeBytes);
    assert.ok(chunk.every((byte) => byte === 1 + range));
    buffers.add(chunk.buffer);
    range += 1;
  }
  assert.equal(range, 4);
  assert.equal(buffers.size, 2);
});
