import { handshake } from "./handshake.ts";

/** Bytes of one message that are kept: a post-quantum ClientHello has about 2,000, a leaf certificate less. */
const messageBytes = 8192;
/** Messages that are read of a flight; a server's first one has at most five. */
const mostMessages = 8;
/** A record, RFC 8446 section 5.1: type, version, length, content. */
const recordHeaderBytes = 5;
const longestRecord = 2 ** 14 + 2048;
const contentTypes = { alert: 21, handshake: 22 } as const;
const alertBytes = 2;

/** Takes what a flight holds, in order. */
export interface FlightSink {
  /**
   * A handshake message from its type on; `whole` is false when its end is missing. Returns whether more of
   * the flight is wanted.
   */
  message(view: DataView, end: number, whole: boolean): boolean;
  /** An alert that is not encrypted. */
  alert(level: number, description: number): void;
}

/**
 * The first records that one side of a TLS connection sends, whose messages may span records and segments.
 * It keeps one message at a time.
 */
export class Flight {
  source = 0;
  destination = 0;
  /** Both, the source's first. */
  ports = 0;
  version = 0;
  /** Sequence number of the next byte. */
  next = 0;
  open = false;
  /** The message being read, from its first byte on. */
  readonly message = new DataView(new ArrayBuffer(messageBytes));
  #filled = 0;
  #messages = 0;
  readonly #header = new Uint8Array(recordHeaderBytes);
  #headerFilled = 0;
  #type = 0;
  /** Bytes of the record's content that are still to come. */
  #left = 0;
  #alertLevel = -1;

  begin(): void {
    this.open = true;
    this.#filled = 0;
    this.#messages = 0;
    this.#headerFilled = 0;
    this.#left = 0;
    this.#alertLevel = -1;
  }

  /** Takes the next bytes. `open` is false afterwards when nothing more is wanted. */
  take(view: DataView, from: number, to: number, sink: FlightSink): void {
    let at = from;
    while (this.open && at < to) {
      if (this.#left === 0) {
        this.#takeHeader(view.getUint8(at));
        at += 1;
      } else {
        const bytes = Math.min(this.#left, to - at);
        this.#left -= bytes;
        if (this.#type === contentTypes.handshake) this.#takeHandshake(view, at, bytes, sink);
        else this.#takeAlert(view, at, bytes, sink);
        at += bytes;
      }
    }
  }

  /** Ends it; the message whose end is missing goes to the sink. */
  close(sink: FlightSink): void {
    if (this.open && this.#filled >= handshake.headerBytes) sink.message(this.message, this.#filled, false);
    this.open = false;
  }

  get closed(): boolean {
    return !this.open;
  }

  /** Bytes that are known of the message being read. */
  get filled(): number {
    return this.#filled;
  }

  #takeHeader(byte: number): void {
    this.#header[this.#headerFilled] = byte;
    this.#headerFilled += 1;
    if (this.#headerFilled < recordHeaderBytes) return;
    this.#headerFilled = 0;
    const [type = 0, major = 0, , high = 0, low = 0] = this.#header;
    this.#type = type;
    this.#left = high * 256 + low;
    // What follows another type is encrypted.
    const isReadable =
      type === contentTypes.handshake || (type === contentTypes.alert && this.#left === alertBytes);
    this.open = major === 3 && isReadable && this.#left > 0 && this.#left <= longestRecord;
  }

  #takeAlert(view: DataView, at: number, bytes: number, sink: FlightSink): void {
    for (let index = 0; index < bytes; index += 1) {
      const byte = view.getUint8(at + index);
      if (this.#alertLevel < 0) this.#alertLevel = byte;
      else {
        sink.alert(this.#alertLevel, byte);
        this.open = false;
      }
    }
  }

  #takeHandshake(view: DataView, at: number, bytes: number, sink: FlightSink): void {
    let from = at;
    const to = at + bytes;
    while (this.open && from < to) {
      const wanted = this.#messageEnd() - this.#filled;
      const taken = Math.min(wanted, to - from);
      for (let index = 0; index < taken; index += 1)
        this.message.setUint8(this.#filled + index, view.getUint8(from + index));
      this.#filled += taken;
      from += taken;
      if (this.#filled >= handshake.headerBytes && this.#filled === this.#messageEnd()) this.#finish(sink);
    }
  }

  /** Where the message ends, as far as is known and kept. */
  #messageEnd(): number {
    if (this.#filled < handshake.headerBytes) return handshake.headerBytes;
    const length = this.message.getUint8(1) * 65_536 + this.message.getUint16(2);
    return Math.min(handshake.headerBytes + length, messageBytes);
  }

  #finish(sink: FlightSink): void {
    const length = this.message.getUint8(1) * 65_536 + this.message.getUint16(2);
    const whole = handshake.headerBytes + length === this.#filled;
    this.#messages += 1;
    const goesOn = sink.message(this.message, this.#filled, whole);
    this.open = goesOn && whole && this.#messages < mostMessages;
    this.#filled = 0;
  }
}
