import { captureEnd } from "./applications/captureEnd.ts";
import { windowOf } from "./before/recordedWindow.ts";
import { RecordingFiles } from "./before/recordingFiles.ts";
import { WindowedTraffic } from "./before/windowedTraffic.ts";
import { Behaviour } from "./behaviour/behaviour.ts";
import { ConnectionLedger } from "./connections/connectionLedger.ts";
import { Dissector } from "./dissector.ts";
import { Flow } from "./flows/flow.ts";
import { FlowTable } from "./flows/flowTable.ts";
import { givenAddresses } from "./flows/givenAddresses.ts";
import { inferLocalAddresses } from "./flows/inferLocalAddresses.ts";
import { largestFlows } from "./flows/largestFlows.ts";
import { Ledger } from "./flows/ledger.ts";
import {
  listConversations,
  type ConversationKind,
  type ListedConversation,
} from "./flows/listConversations.ts";
import { NameReader } from "./names/nameReader.ts";
import { Packet } from "./protocols/packet.ts";
import { AddressBook } from "./summary/addressBook.ts";
import { listLength, type CaptureSummary, type Question } from "./summary/captureSummary.ts";
import { composeSummary } from "./summary/composeSummary.ts";
import { fitSummary } from "./summary/fitSummary.ts";
import { Timeline } from "./summary/timeline.ts";
import { AddressTable } from "./tables/addressTable.ts";
import { KeyedHash } from "./tables/keyedHash.ts";
import type { AlertMoment } from "./before/alertMoment.ts";
import type { BeforeBounds } from "./before/beforeBounds.ts";
import type { RecordingGap } from "./before/recordingGap.ts";
import type { SegmentObserver } from "./tcp/segmentObserver.ts";

export interface AnalyzerOptions {
  /** The VM's own addresses, inferred when none are given; and whether others are inferred beside them. */
  readonly localAddresses?: readonly string[];
  readonly infersFurther?: boolean;
  /** What the lead answers; about the busier direction by default. */
  readonly question?: Question | null;
  /** What the capture's filters let through: "captured UDP 53 traffic"; null without filters. */
  readonly traffic?: string | null;
  /** When the alert fired, and what its rule looked at. */
  readonly moment?: AlertMoment | null;
  /** Set where files with packets from before the capture come first, oldest first: see `endFile`. */
  readonly before?: BeforeBounds | null;
  /** Most bytes of the summary's JSON, at least 4 KiB; 16 KiB by default. */
  readonly summaryBytes?: number;
  /** Flows counted exactly; a power of two. Each takes 208 bytes, the default 52 MiB when all are in use. */
  readonly flowCapacity?: number;
  /**
   * Random numbers of 32 bits, best four, that whoever sends packets cannot know: without them senders can
   * choose packets that crowd each other out. The summary does not depend on them while it is exact.
   */
  readonly seed?: Iterable<number>;
  /**
   * Asked often during `push`. Once true, the summary covers what was read before, `file.bytes` of the file.
   */
  readonly isTimeUp?: () => boolean;
  /** Shown each TCP segment, once it is analyzed. */
  readonly observers?: readonly SegmentObserver[];
}

const defaultFlowCapacity = 2 ** 18;
const inferenceSample = 8192;
const defaultSummaryBytes = 16 * 1024;

/**
 * Summarises a capture file. It takes the file in chunks of any size, which may be reused once `push`
 * returns. Memory does not grow with the file, time grows only in proportion, and `end` takes about as long
 * as a full table of flows. It never throws, whatever the bytes.
 */
export class CaptureAnalyzer {
  readonly #options: AnalyzerOptions;
  readonly #capacity: number;
  readonly #addresses: AddressTable;
  readonly #names: NameReader;
  readonly #timeline: Timeline;
  readonly #flows: FlowTable;
  readonly #dissector: Dissector;
  readonly #files: RecordingFiles;
  /** The window of the alert's rule; null without one, or without packets from before the capture. */
  readonly #windowed: WindowedTraffic | null;
  readonly #flow = new Flow();
  /** Flows that the VM's addresses are inferred from, read anew each time. */
  readonly #sample: Flow[] = [];
  readonly #hash: KeyedHash;
  readonly #behaviour: Behaviour;
  readonly #local: Set<number>;
  readonly #connections: ConnectionLedger;
  #ledger: Ledger | null = null;
  /** Flows that had been dropped when the VM's addresses were last inferred. */
  #inferredAt = 0;

  constructor(options: AnalyzerOptions = {}) {
    this.#options = options;
    this.#capacity = options.flowCapacity ?? defaultFlowCapacity;
    this.#hash = new KeyedHash(options.seed ?? []);
    this.#timeline = new Timeline(this.#hash);
    this.#addresses = new AddressTable(this.#capacity, this.#hash);
    // First of all, so that they have their place.
    this.#local = givenAddresses(options.localAddresses ?? [], this.#addresses);
    this.#behaviour = new Behaviour(this.#capacity / 4, this.#addresses, this.#hash);
    this.#connections = new ConnectionLedger(this.#hash);
    this.#names = new NameReader(this.#addresses, this.#hash);
    this.#flows = new FlowTable(this.#capacity, this.#hash, (at) => {
      this.#addDropped(at);
    });
    const observers = [this.#connections.observer, ...(options.observers ?? [])];
    this.#dissector = new Dissector(
      this.#addresses,
      this.#flows,
      this.#timeline,
      this.#names,
      this.#hash,
      observers,
    );
    const { before = null, moment = null, isTimeUp = () => false } = options;
    const window = before === null ? null : windowOf(moment);
    const counted = { counter: this.#dissector.flows, flows: this.#flows, capacity: this.#capacity };
    this.#windowed = window === null ? null : new WindowedTraffic(window, counted, this.#local, this.#hash);
    const onGap = this.#crossGap.bind(this);
    const reading = { packet: new Packet(), dissector: this.#dissector, isTimeUp, onGap };
    this.#files = new RecordingFiles(reading, before);
  }

  push(chunk: Uint8Array): void {
    this.#files.push(chunk);
  }

  /**
   * Ends a file from before the capture; what comes next is another one.
   *
   * @param isRead whether all of it was pushed: false also for one of which nothing was
   */
  endFile(isRead = true): void {
    this.#files.endFile(isRead);
  }

  /** What comes next is the capture file. */
  beginCapture(): void {
    this.#files.beginCapture();
  }

  /** Returns the summary. To be called once, after the last chunk. */
  end(): CaptureSummary {
    const { stream, ending, before } = this.#files.end();
    this.#inferLocal();
    const ledger = this.#openLedger();
    const { applications, clock, frames, messages } = this.#dissector;
    const endAt = captureEnd(clock, this.#timeline);
    this.#flows.forEach((at) => {
      this.#take(ledger, at, endAt);
    });
    const summary = composeSummary({
      ...{ ending, stream, before },
      unread: this.#files.unread,
      moment: this.#options.moment ?? null,
      windowed: this.#windowed?.recorded(this.#timeline, this.#files.recordedBefore) ?? null,
      counts: this.#dissector,
      ...{ clock, frames, applications, messages },
      tcp: this.#dissector.flows.tcp,
      oneSided: ledger.sides.oneSided,
      outcomesKnown: !ledger.sides.oneSided && this.#dissector.flows.tcp.flagless === 0,
      addressesOverflowed: this.#addresses.overflowed,
      timeline: this.#timeline,
      flows: this.#flows,
      names: this.#names,
      ledger,
      behaviour: this.#behaviour,
      connections: this.#connections,
      largest: largestFlows(this.#flows, listLength),
      local: this.#local,
      given: this.#isGiven(),
      question: this.#options.question ?? null,
      traffic: this.#options.traffic ?? null,
      book: new AddressBook(this.#addresses, this.#names),
      hash: this.#hash,
    });
    return fitSummary(summary, this.#options.summaryBytes ?? defaultSummaryBytes);
  }

  /** Every conversation in memory: all of them while the summary is exact. */
  conversations(kind: ConversationKind): ListedConversation[] {
    const book = new AddressBook(this.#addresses, this.#names);
    return listConversations(this.#readFlows(), kind).map(({ version, addressA, addressB, ...rest }) => ({
      addressA: book.text(version, addressA),
      addressB: book.text(version, addressB),
      ...rest,
    }));
  }

  #isGiven(): boolean {
    return (this.#options.localAddresses ?? []).length > 0;
  }

  /**
   * Takes a flow that makes room. The VM's addresses must be known by then. They are inferred anew whenever
   * the table has been renewed by half, because those that were busy first need not be all.
   */
  #addDropped(at: number): void {
    if (this.#ledger === null || this.#flows.dropped - this.#inferredAt >= this.#capacity / 2) {
      this.#inferLocal();
      this.#inferredAt = this.#flows.dropped;
    }
    this.#take(this.#openLedger(), at, Infinity);
  }

  /**
   * Adds a flow to all that is counted by flows: once each.
   *
   * @param endAt the capture's end, once it is known
   */
  #take(ledger: Ledger, at: number, endAt: number): void {
    const { records } = this.#flows;
    const flow = this.#flow.read(records, at);
    ledger.add(flow);
    this.#behaviour.add(flow);
    this.#connections.add(records, at, flow, this.#local);
    this.#dissector.applications.takeFlow(flow, endAt);
    this.#windowed?.take(flow, at);
  }

  #crossGap(gap: RecordingGap): void {
    const { clock, applications } = this.#dissector;
    this.#windowed?.miss(gap, clock);
    this.#connections.crossGap(this.#flows, gap);
    applications.dns.crossGap(gap);
  }

  #inferLocal(): void {
    if (this.#isGiven() && this.#options.infersFurther !== true) return;
    const step = Math.max(Math.ceil(this.#flows.size / inferenceSample), 1);
    let count = 0;
    this.#flows.forEach((at) => {
      (this.#sample[count] ??= new Flow()).read(this.#flows.records, at);
      count += 1;
    }, step);
    inferLocalAddresses(this.#sample.slice(0, count), this.#addresses, this.#hash, this.#local);
  }

  #openLedger(): Ledger {
    this.#ledger ??= new Ledger(this.#local, this.#capacity, this.#hash);
    return this.#ledger;
  }

  #readFlows(): Flow[] {
    const flows: Flow[] = [];
    this.#flows.forEach((at) => flows.push(new Flow().read(this.#flows.records, at)));
    return flows;
  }
}
