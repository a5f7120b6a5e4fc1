import { AzureFault } from "./azureFault.ts";

/**
 * A file is read in ranges, not in one long download: each range is a call with its own timeout, so that a
 * stalled connection is noticed and a cut one costs only its range. With the default timeout of 20 seconds,
 * a range of this size needs 1.7 Mbit/s. The next range is requested while one is being processed, so that
 * the latency counts once; two buffers are all the memory that this takes.
 */
const rangeBytes = 4 * 1024 * 1024;

/** A range with no response, or a partial one, is requested again at once; a refused one is not. */
const tries = 3;

/** Fills the buffer with the file's bytes from that offset on. */
export type ReadRange = (buffer: Buffer, from: number, signal: AbortSignal) => Promise<unknown>;

/** The bytes of a file of this size, in order; each chunk is overwritten once the next is requested. */
export async function* readRanges(
  read: ReadRange,
  bytes: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  const buffers = [0, 1].map(() => Buffer.allocUnsafe(Math.min(rangeBytes, bytes)));
  const start = (range: number): Promise<Buffer | null> => {
    const from = range * rangeBytes;
    const buffer = buffers[range % 2];
    if (buffer === undefined || from >= bytes) return Promise.resolve(null);
    const reading = readOne(read, buffer.subarray(0, bytes - from), from, either);
    // The consumer may stop, or fail, before it requests this range.
    reading.catch(() => undefined);
    return reading;
  };
  try {
    let ahead = start(0);
    for (let range = 1; ; range += 1) {
      const chunk = await ahead;
      if (chunk === null) return;
      ahead = start(range);
      yield chunk;
    }
  } finally {
    leaving.abort();
  }
}

async function readOne(read: ReadRange, buffer: Buffer, from: number, signal: AbortSignal): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      await read(buffer, from, signal);
      return buffer;
    } catch (error) {
      const noAnswer = error instanceof AzureFault && error.status === null;
      if (!noAnswer || signal.aborted || attempt >= tries) throw error;
    }
  }
}
