/** A file's bytes in order, until the signal aborts; each chunk is valid until the next is requested. */
export type ReadFile = (signal: AbortSignal) => AsyncIterable<Uint8Array>;
