import { crossGap } from "../before/crossGap.ts";
import { Flow } from "../flows/flow.ts";
import { ipAddressKey } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { clientSide, connectionBit, connectionField, serviceSide, timeUnit } from "./connectionField.ts";
import { ConnectionObserver } from "./connectionObserver.ts";
import { ConnectionTables } from "./connectionTables.ts";
import { connectionLine } from "./noteRepetition.ts";
import type { RecordingGap } from "../before/recordingGap.ts";
import type { FlowTable } from "../flows/flowTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { EvidenceLine, EvidenceTable } from "./evidenceTable.ts";

const bit = connectionBit;
/** Nanoseconds: a request to open that came later, and only once, may yet be answered. */
const answerTime = 1e9;
/** From here on one segment is sent again and again. */
const leastRepeats = 3;
/** Repetitions after a long silence that show that the connection was forgotten. */
const forgottenRepeats = 2;
/** Payload in bytes of a segment that a path with a small MTU may not let pass. */
const largeSegment = 1200;

/** What came of a connection whose beginning was captured: positions of counts in `ConnectionTables.used`. */
export const outcomes = { established: 0, refused: 1, unanswered: 2, halfOpen: 3 } as const;
type Outcome = (typeof outcomes)[keyof typeof outcomes];

/** Adds up connections, each once, when its flow is dropped or the capture ends. */
export class ConnectionLedger {
  readonly tables: ConnectionTables;
  /** Takes the segments of these connections. */
  readonly observer: ConnectionObserver;

  constructor(hash: NumberHash) {
    this.tables = new ConnectionTables(hash);
    this.observer = new ConnectionObserver(this.tables);
  }

  /** @param local keys of the VM's addresses */
  add(records: DataView, at: number, flow: Flow, local: ReadonlySet<number>): void {
    if (flow.protocol !== ipProtocol.tcp || !flow.ported) return;
    const bits = records.getUint32(at + connectionField.bits, true);
    if (bits === 0) return;
    this.#addLosses(records, at, flow, bits);
    this.#addOutcome(flow, bits, local);
    if ((bits & (bit.closed * 3)) !== 0) this.#addClosed(records, at, flow, bits);
    if ((bits & bit.tracking) !== 0) this.#addRepetition(records, at, flow, bits);
  }

  /** Takes all connections over a gap of the recording; a closed window counts as far as it is known. */
  crossGap(flows: FlowTable, gap: RecordingGap): void {
    const { records } = flows;
    const flow = new Flow();
    flows.forEach((at) => {
      const bits = records.getUint32(at + connectionField.bits, true);
      if ((bits & (bit.closed * 3)) !== 0) this.#addClosed(records, at, flow.read(records, at), bits);
      crossGap(records, at, gap);
    });
    this.observer.resumedAt = gap.endAt;
  }

  #addLosses(records: DataView, at: number, flow: Flow, bits: number): void {
    for (const side of [0, 1]) {
      const data = dataOf(records, at, side);
      if (data === 0) continue;
      const line = this.#line(this.tables.losses, "find", flow, bits, side);
      if (line >= 0) this.tables.losses.grow(line, 3, data);
    }
  }

  #addOutcome(flow: Flow, bits: number, local: ReadonlySet<number>): void {
    const client = clientSide(bits);
    const outcome = client < 0 ? null : this.#outcomeOf(flow, bits, client);
    if (outcome === null) return;
    const localA = local.has(ipAddressKey(flow.version, flow.addressA));
    const localB = local.has(ipAddressKey(flow.version, flow.addressB));
    if (localA === localB) return;
    const table = localA === (client === 0) ? this.tables.used : this.tables.served;
    const line = this.#line(table, "place", flow, bits, client);
    if (line < 0) return;
    table.grow(line, outcome);
    if (outcome === outcomes.established) return;
    const clientPort = client === 0 ? flow.portA : flow.portB;
    table.note(line, clientPort, flow.firstAt, flow.firstFrame);
    table.note(line, clientPort, flow.lastAt, flow.firstFrame);
  }

  #outcomeOf(flow: Flow, bits: number, client: number): Outcome | null {
    const server = 1 - client;
    if ((bits & bit.completed) !== 0) return outcomes.established;
    if ((bits & (bit.syn << client)) === 0) return null;
    const [asked, answered] = client === 0 ? [flow.ab, flow.ba] : [flow.ba, flow.ab];
    const recent = this.observer.latestAt - flow.lastAt < answerTime;
    const pending = recent && asked.packets <= 1 && answered.packets <= 1;
    if ((bits & (bit.synAck << server)) !== 0) {
      // The client's reset is that of a scanner, or of a program that was ended.
      if ((bits & (bit.reset * 3)) !== 0) return null;
      return pending ? null : outcomes.halfOpen;
    }
    if ((bits & (bit.reset << server)) !== 0) return outcomes.refused;
    return pending ? null : outcomes.unanswered;
  }

  /** A window that is still closed with the flow's last packet. */
  #addClosed(records: DataView, at: number, flow: Flow, bits: number): void {
    const side = (bits & bit.closed) !== 0 ? 0 : 1;
    const line = this.#line(this.tables.windows, "find", flow, bits, side);
    const since = flow.firstAt + records.getUint32(at + connectionField.closedSince, true) * timeUnit;
    if (line >= 0) this.tables.windows.raise(line, flow.lastAt - since);
  }

  #addRepetition(records: DataView, at: number, flow: Flow, bits: number): void {
    const side = (bits & bit.repeatFromB) !== 0 ? 1 : 0;
    const repeats = records.getUint16(at + connectionField.repeats, true);
    const bytes = records.getUint16(at + connectionField.repeatBytes, true);
    const passed = records.getUint16(at + connectionField.passedAB + 2 * side, true);
    const heard = (bits & bit.repeatHeard) !== 0;
    if (!heard && (bits & (bit.resumed << side)) !== 0 && repeats >= forgottenRepeats) {
      this.#note(this.tables.idle, records, at, flow, bits, side, [0, 1]);
      return;
    }
    if (repeats < leastRepeats || (bits & (bit.closed * 3)) !== 0) return;
    const smallPass = heard || (bits & bit.repeatPassed) !== 0;
    if (smallPass && bytes >= largeSegment && bytes > passed)
      this.#note(this.tables.blocked, records, at, flow, bits, side, [1, repeats, bytes, passed]);
    else if (!heard && (bits & bit.repeatIrregular) === 0)
      this.#note(this.tables.dead, records, at, flow, bits, side, [
        1,
        repeats,
        bytes,
        bytes >= largeSegment && bytes > passed && passed > 0 ? 1 : 0,
      ]);
  }

  #note(
    table: EvidenceTable,
    records: DataView,
    at: number,
    flow: Flow,
    bits: number,
    side: number,
    counts: readonly number[],
  ): void {
    const line = this.#line(table, "place", flow, bits, side);
    if (line < 0) return;
    const server = serviceSide(bits, flow.portA, flow.portB);
    const clientPort = server === 1 ? flow.portA : flow.portB;
    const since = flow.firstAt + records.getUint32(at + connectionField.repeatSince, true) * timeUnit;
    for (const frame of framesOf(this.tables.repeats, records, at, flow)) {
      table.note(line, clientPort, since, frame);
      table.note(line, clientPort, flow.lastAt, frame);
    }
    counts.forEach((count, index) => {
      table.grow(line, index as 0 | 1 | 2 | 3, count);
    });
    table.raise(line, flow.lastAt - since);
  }

  /** The line of the way from one side of a flow, 0 for A, to the other. */
  #line(table: EvidenceTable, find: "find" | "place", flow: Flow, bits: number, side: number): number {
    const server = serviceSide(bits, flow.portA, flow.portB);
    const [sender, receiver] = side === 0 ? [flow.addressA, flow.addressB] : [flow.addressB, flow.addressA];
    const port = server === 0 ? flow.portA : flow.portB;
    return table[find](flow.version, sender, receiver, port, server === side ? 1 : 0);
  }
}

const dataOf = (records: DataView, at: number, side: number): number =>
  records.getUint32(at + connectionField.dataAB + 4 * side, true);

/** Frames of the repeated segment; without a place for them, the flow's first one. */
function framesOf(repeats: EvidenceTable, records: DataView, at: number, flow: Flow): readonly number[] {
  const line = connectionLine(repeats, records, at, "find");
  const known: EvidenceLine | null = line < 0 ? null : repeats.line(line);
  return known === null ? [flow.firstFrame] : known.frames;
}
