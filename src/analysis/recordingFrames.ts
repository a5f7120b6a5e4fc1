/**
 * How the files from before a capture come to the process of the analysis: each piece of one behind its
 * length in 32 bits, and numbers that are no length where one ends. The capture's own bytes follow as
 * they are.
 */
const marks = { fileEnds: 0xffffffff, fileMissed: 0xfffffffe, captureBegins: 0xfffffffd } as const;
type Mark = keyof typeof marks;
const headBytes = 4;

/** Takes the files, piece by piece. */
export interface RecordingSink {
  push(chunk: Uint8Array): void;
  endFile(isRead: boolean): void;
  beginCapture(): void;
}

const numberBytes = (value: number): Uint8Array => {
  const bytes = new Uint8Array(headBytes);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

/** What stands before a piece of so many bytes, at least one. */
export const pieceHead = (bytes: number): Uint8Array => numberBytes(bytes);

/** `fileMissed`: nothing more comes of the file, or nothing at all. */
export const markBytes = (mark: Mark): Uint8Array => numberBytes(marks[mark]);

/** Passes on what comes, in chunks of any size. */
export class RecordingFrames {
  readonly #sink: RecordingSink;
  readonly #head = new DataView(new ArrayBuffer(headBytes));
  #headBytes = 0;
  /** Bytes of the piece that are still to come. */
  #left = 0;
  #isCapture = false;

  constructor(sink: RecordingSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#isCapture) {
        this.#sink.push(chunk.subarray(at));
        return;
      }
      if (this.#left > 0) {
        const bytes = Math.min(this.#left, chunk.length - at);
        this.#sink.push(chunk.subarray(at, at + bytes));
        this.#left -= bytes;
        at += bytes;
      } else {
        this.#takeHead(chunk[at] ?? 0);
        at += 1;
      }
    }
  }

  #takeHead(byte: number): void {
    this.#head.setUint8(this.#headBytes, byte);
    this.#headBytes += 1;
    if (this.#headBytes < headBytes) return;
    this.#headBytes = 0;
    const value = this.#head.getUint32(0, true);
    if (value === marks.captureBegins) {
      this.#isCapture = true;
      this.#sink.beginCapture();
    } else if (value === marks.fileEnds || value === marks.fileMissed)
      this.#sink.endFile(value === marks.fileEnds);
    else this.#left = value;
  }
}
