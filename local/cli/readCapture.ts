import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import { createGunzip } from "node:zlib";
import { engineFlags } from "../../src/analysis/engineFlags.ts";
import { errorText } from "../environment/errorText.ts";
import type { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import type { Readable } from "node:stream";

const chunkBytes = 1024 * 1024;

/** The part of V8's heap for new objects stays as it is. By default it grows to 48 MiB. */
const steadyHeap = "--semi-space-growth-factor=1";

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * Feeds a file or a stream, which may be gzip-compressed, to the analyzer. `onProgress` gets the share done
 * of a file; the length of a stream is unknown.
 */
export async function readCapture(
  source: string | Readable,
  analyzer: CaptureAnalyzer,
  onProgress: (share: number) => void,
): Promise<void> {
  [...engineFlags, steadyHeap].forEach(setFlagsFromString);
  await (typeof source === "string" ? readFile(source, analyzer, onProgress) : readStream(source, analyzer));
}

/** Reads the next chunk while one is analyzed. */
async function readFile(
  file: string,
  analyzer: CaptureAnalyzer,
  onProgress: (share: number) => void,
): Promise<void> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      onProgress(size === 0 ? 1 : Math.min(done / size, 1));
    };
    const first = new Uint8Array(chunkBytes);
    const { bytesRead } = await handle.read(first, 0, chunkBytes);
    const begun = first.subarray(0, bytesRead);
    if (isCompressed(begun)) await unpack(file, handle, begun, analyzer, onBytes);
    else await readPlain(handle, begun, analyzer, onBytes);
  } finally {
    await handle.close();
  }
}

/** RFC 1952 section 2.3.1. */
const isCompressed = ([one, other]: Uint8Array): boolean => one === 0x1f && other === 0x8b;

async function readPlain(
  handle: FileHandle,
  first: Chunk,
  analyzer: CaptureAnalyzer,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let [current, next] = [new Uint8Array(first.buffer), new Uint8Array(chunkBytes)];
  let bytesRead = first.length;
  while (bytesRead > 0) {
    const ahead = handle.read(next, 0, chunkBytes);
    analyzer.push(current.subarray(0, bytesRead));
    onBytes(bytesRead);
    ({ bytesRead } = await ahead);
    [current, next] = [next, current];
  }
}

async function unpack(
  file: string,
  handle: FileHandle,
  first: Chunk,
  analyzer: CaptureAnalyzer,
  onBytes: (bytes: number) => void,
): Promise<void> {
  async function* packed() {
    for (let chunk = first; chunk.length > 0;) {
      yield chunk;
      onBytes(chunk.length);
      const next = new Uint8Array(chunkBytes);
      const { bytesRead } = await handle.read(next, 0, chunkBytes);
      chunk = next.subarray(0, bytesRead);
    }
  }
  await unpackFrom(file, packed, analyzer);
}

async function readStream(stream: Readable, analyzer: CaptureAnalyzer): Promise<void> {
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  async function* whole() {
    yield first;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  if (isCompressed(first)) await unpackFrom("Standard input", whole, analyzer);
  else for await (const chunk of whole()) analyzer.push(chunk);
}

async function unpackFrom(
  name: string,
  packed: () => AsyncIterable<Uint8Array>,
  analyzer: CaptureAnalyzer,
): Promise<void> {
  try {
    await pipeline(
      packed,
      createGunzip({ chunkSize: chunkBytes }),
      async (unpacked: AsyncIterable<Buffer>) => {
        for await (const chunk of unpacked) analyzer.push(chunk);
      },
    );
  } catch (error) {
    throw new Error(`${name} cannot be unpacked: ${errorText(error)}`, { cause: error });
  }
}
