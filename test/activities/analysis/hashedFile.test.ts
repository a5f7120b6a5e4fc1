import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { hashedFile } from "../../../src/activities/analysis/hashedFile.ts";
import type { StoredFile } from "../../../src/azure/captureFiles.ts";

const content = randomBytes(1_000_003);
const never = new AbortController().signal;
const etag = '"0x8DE2B0000000000"';
const readAt = "2026-11-26T21:00:00.000Z";
const readingOf = (bytes: Uint8Array) => ({
  sha256: createHash("sha256").update(bytes).digest("hex"),
  ...{ readAt, etag },
});

/** A file in chunks of this size, each of which overwrites the one before, as the ranges do. */
const fileOf = (bytes: Buffer, size: number, announced = bytes.length): StoredFile => ({
  ...{ bytes: announced, etag },
  async *chunks() {
    const buffer = Buffer.alloc(size);
    for (let from = 0; from < bytes.length; from += size) {
      const length = bytes.copy(buffer, 0, from, from + size);
      yield await Promise.resolve(buffer.subarray(0, length));
      buffer.fill(0);
    }
  },
});

async function readAll(file: Pick<StoredFile, "chunks">): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of file.chunks(never)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe("a file that is hashed as it is read", () => {
  for (const size of [1000, 131_072, 400_000, 1_000_003])
    it(`passes its bytes on and has the hash of all of them, in chunks of ${size}`, async () => {
      const hashed = hashedFile(fileOf(content, size), readAt);
      assert.equal(hashed.reading(), null);
      assert.ok((await readAll(hashed)).equals(content));
      assert.deepEqual(hashed.reading(), readingOf(content));
      assert.deepEqual(hashed.reading(), readingOf(content));
    });

  it("has the hash of nothing when it is empty", async () => {
    const hashed = hashedFile(fileOf(Buffer.alloc(0), 10), readAt);
    await readAll(hashed);
    assert.deepEqual(hashed.reading(), readingOf(Buffer.alloc(0)));
  });

  it("has none when the reader stops early, even at the last part", async () => {
    const hashed = hashedFile(fileOf(content, 400_000), readAt);
    let read = 0;
    for await (const part of hashed.chunks(never)) if ((read += part.length) === content.length) break;
    assert.deepEqual([read, hashed.reading()], [content.length, null]);
  });

  it("has none when storage has not told the file's version", async () => {
    const hashed = hashedFile({ ...fileOf(content, 400_000), etag: null }, readAt);
    await readAll(hashed);
    assert.equal(hashed.reading(), null);
  });

  it("has none when the file turns out shorter or longer than it was", async () => {
    for (const announced of [content.length + 1, content.length - 1]) {
      const hashed = hashedFile(fileOf(content, 400_000, announced), readAt);
      await readAll(hashed);
      assert.equal(hashed.reading(), null);
    }
  });
});
