import { readVariable } from "./readVariable.ts";

/** Bytes that are kept: a post-quantum ClientHello has about 2,000. */
const streamBytes = 4096;
/** Frames of an Initial packet, RFC 9000 section 12.4, by number. */
const frameTypes = { padding: 0, ping: 1, acknowledgment: 2, acknowledgmentWithEcn: 3, crypto: 6 } as const;

/** The beginning of what a client sends in CRYPTO frames, whose parts come in any order. */
export class CryptoStream {
  readonly view = new DataView(new ArrayBuffer(streamBytes));
  readonly #known = new Uint8Array(streamBytes);
  /** Bytes from the first one on that are all known. */
  contiguous = 0;

  clear(): void {
    this.#known.fill(0);
    this.contiguous = 0;
  }

  /** Takes the CRYPTO frames of a packet, up to the first frame that does not belong there. */
  take(frames: Uint8Array): void {
    const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
    let at = 0;
    while (at < view.byteLength) {
      const type = view.getUint8(at);
      if (type === frameTypes.padding || type === frameTypes.ping) at += 1;
      else if (type === frameTypes.crypto) at = this.#takeCrypto(view, at + 1);
      else if (type === frameTypes.acknowledgment || type === frameTypes.acknowledgmentWithEcn)
        at = endOfAcknowledgment(view, at + 1, type === frameTypes.acknowledgmentWithEcn);
      else break;
    }
    while (this.#known[this.contiguous] === 1) this.contiguous += 1;
  }

  /** Returns where the frame ends; the packet's end when it is damaged. */
  #takeCrypto(view: DataView, at: number): number {
    const offset = readVariable(view, at);
    const length = offset === null ? null : readVariable(view, offset.end);
    if (offset === null || length === null || length.end + length.value > view.byteLength)
      return view.byteLength;
    const kept = Math.max(Math.min(length.value, streamBytes - offset.value), 0);
    for (let index = 0; index < kept; index += 1) {
      this.view.setUint8(offset.value + index, view.getUint8(length.end + index));
      this.#known[offset.value + index] = 1;
    }
    return length.end + length.value;
  }
}

/** Largest number, delay, count of ranges, first range, then two numbers a range and three of ECN. */
function endOfAcknowledgment(view: DataView, from: number, withEcn: boolean): number {
  let at = from;
  let left = 4;
  for (let index = 0; index < left; index += 1) {
    const number = readVariable(view, at);
    if (number === null) return view.byteLength;
    if (index === 2) left = 4 + number.value * 2 + (withEcn ? 3 : 0);
    at = number.end;
  }
  return at;
}
