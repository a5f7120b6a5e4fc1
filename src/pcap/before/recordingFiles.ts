import { RecordStream, type StreamEnding } from "../file/recordStream.ts";
import { BeforeSink } from "./beforeSink.ts";
import type { Dissector } from "../dissector.ts";
import type { RecordFormat } from "../file/recordFormat.ts";
import type { Packet } from "../protocols/packet.ts";
import type { BeforeBounds } from "./beforeBounds.ts";
import type { BeforeTraffic } from "./beforeTraffic.ts";
import type { RecordingGap } from "./recordingGap.ts";
import type { TimeSpan } from "./timeSpan.ts";

/** What reads the packets. */
interface Reading {
  readonly packet: Packet;
  readonly dissector: Dissector;
  readonly isTimeUp: () => boolean;
  readonly onGap: (gap: RecordingGap) => void;
}

/** The files of one recording: those from before the capture, oldest first, and then its own. */
export class RecordingFiles {
  readonly #reading: Reading;
  readonly #sink: BeforeSink | null;
  /** The file being read; null when the next one has not begun. */
  #stream: RecordStream | null = null;
  #isCapture: boolean;
  #files = 0;
  #unreadFiles = 0;
  readonly #unread = { packets: 0, bytes: 0 };

  /** @param bounds null: there are no files from before */
  constructor(reading: Reading, bounds: BeforeBounds | null) {
    this.#reading = reading;
    this.#isCapture = bounds === null;
    this.#sink = bounds === null ? null : new BeforeSink(reading.dissector, bounds, reading.onGap);
  }

  push(chunk: Uint8Array): void {
    this.#stream ??= this.#open();
    this.#stream.push(chunk);
  }

  /** Ends a file from before. @param isRead whether all of it was pushed */
  endFile(isRead: boolean): void {
    if (this.#sink === null || this.#isCapture) return;
    const stream = this.#stream;
    this.#stream = null;
    const isWhole = isRead && (stream === null || isReadable(stream));
    if (isWhole) this.#files += 1;
    else this.#unreadFiles += 1;
    this.#sink.endFile(isWhole);
    if (stream !== null) this.#addUnread(stream.unread);
  }

  /** What comes next is the capture. */
  beginCapture(): void {
    if (this.#isCapture) return;
    if (this.#stream !== null) this.endFile(false);
    this.#isCapture = true;
    this.#sink?.endAll();
  }

  /** Of all packets from before the capture that are needed; null without files from before. */
  get recordedBefore(): TimeSpan | null {
    return this.#sink?.recorded ?? null;
  }

  /** Packets that could not be read, in all files. */
  get unread(): RecordFormat["unread"] {
    return this.#unread;
  }

  /** Ends the capture's file, and tells of it. */
  end(): {
    readonly stream: RecordStream;
    readonly ending: StreamEnding;
    readonly before: BeforeTraffic | null;
  } {
    this.beginCapture();
    const stream = (this.#stream ??= this.#open());
    this.#addUnread(stream.unread);
    const [files, unreadFiles] = [this.#files, this.#unreadFiles];
    const before = this.#sink === null ? null : { ...this.#sink.traffic(), files, unreadFiles };
    return { stream, ending: stream.end(), before };
  }

  #open(): RecordStream {
    const { packet, dissector, isTimeUp } = this.#reading;
    return new RecordStream(packet, this.#isCapture ? dissector : (this.#sink ?? dissector), isTimeUp);
  }

  #addUnread({ packets, bytes }: RecordFormat["unread"]): void {
    this.#unread.packets += packets;
    this.#unread.bytes += bytes;
  }
}

/** A ring's files end anywhere, but not in the middle of nonsense. */
function isReadable(stream: RecordStream): boolean {
  return stream.bytes === 0 || (stream.formatName !== null && stream.end().kind !== "damaged");
}
