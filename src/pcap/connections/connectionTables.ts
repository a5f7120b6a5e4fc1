import { versionOf } from "../flows/flowKind.ts";
import { flowField } from "../flows/flowTable.ts";
import { connectionField, serviceSide } from "./connectionField.ts";
import { EvidenceTable } from "./evidenceTable.ts";
import { ServiceTimes, type timed } from "./serviceTimes.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { Segment } from "../tcp/segment.ts";

/** Lines of a table: ways between two hosts where something happened, and services that the VM used. */
const kept = { ways: 4096, services: 8192 };

type EventTable = "losses" | "windows" | "fullWindows" | "resets" | "idle";

/** What the connections have shown: tables whose size does not depend on the capture. */
export class ConnectionTables {
  readonly times: ServiceTimes;
  /** Counts: retransmissions; fast ones; spurious ones; data segments, retransmissions included. */
  readonly losses: EvidenceTable;
  /** The sender closes its window. Counts: zero windows; times it closed. */
  readonly windows: EvidenceTable;
  /** The sender fills the receiver's window. Counts: segments. */
  readonly fullWindows: EvidenceTable;
  /** Counts: after the handshake; after data. */
  readonly resets: EvidenceTable;
  /** After a long silence. Counts: resets; connections whose data was repeated without a reply. */
  readonly idle: EvidenceTable;
  /** One line per connection with a segment that was repeated three times, for its frames. */
  readonly repeats: EvidenceTable;
  /** From the VM to a service that it uses. Counts: established, refused, unanswered, half open. */
  readonly used: EvidenceTable;
  /** The same from the clients of the VM's own services. */
  readonly served: EvidenceTable;
  /**
   * The receiver stopped answering. Counts: connections; repetitions; bytes of the segments; connections
   * whose segment was large, and larger than those that had passed.
   */
  readonly dead: EvidenceTable;
  /** Large segments do not pass. Counts: connections; repetitions; bytes of one; bytes of one that passed. */
  readonly blocked: EvidenceTable;

  constructor(hash: NumberHash) {
    const ways = () => new EvidenceTable(kept.ways, hash);
    this.times = new ServiceTimes(hash);
    this.losses = ways();
    this.windows = ways();
    this.fullWindows = ways();
    this.resets = ways();
    this.idle = ways();
    this.repeats = ways();
    this.used = new EvidenceTable(kept.services, hash);
    this.served = ways();
    this.dead = ways();
    this.blocked = ways();
  }

  /** Counts a segment under the way that it takes. Returns the line; -1 without a place for it. */
  count(name: EventTable, records: DataView, segment: Segment, bits: number, counter: 0 | 1): number {
    const table = this[name];
    const line = lineOf(table, records, segment, bits);
    if (line < 0) return line;
    table.note(line, clientPortOf(records, segment.flow, bits), segment.at, segment.frame);
    table.grow(line, counter);
    return line;
  }

  raise(name: EventTable, records: DataView, segment: Segment, bits: number, nanoseconds: number): void {
    const line = lineOf(this[name], records, segment, bits);
    if (line >= 0) this[name].raise(line, nanoseconds);
  }

  /** Adds a time to the connection's service. */
  time(
    records: DataView,
    { flow, at, frame }: Segment,
    bits: number,
    kind: (typeof timed)[keyof typeof timed],
    nanoseconds: number,
  ): void {
    let service = records.getUint16(flow + connectionField.service, true) - 1;
    if (service < 0) {
      service = this.#placeService(records, flow, bits);
      records.setUint16(flow + connectionField.service, service + 1, true);
    }
    this.times.add(service, kind, nanoseconds, at, frame);
  }

  #placeService(records: DataView, flow: number, bits: number): number {
    const ports = records.getUint32(flow + flowField.ports, true);
    const ofB = serviceSide(bits, ports >>> 16, ports & 0xffff) === 1;
    return this.times.place(
      versionOf(records.getUint32(flow + flowField.kind, true)),
      records.getUint32(flow + (ofB ? flowField.addressB : flowField.addressA), true),
      ofB ? ports & 0xffff : ports >>> 16,
    );
  }
}

function lineOf(table: EvidenceTable, records: DataView, { flow, reversed }: Segment, bits: number): number {
  const ports = records.getUint32(flow + flowField.ports, true);
  const service = serviceSide(bits, ports >>> 16, ports & 0xffff);
  const a = records.getUint32(flow + flowField.addressA, true);
  const b = records.getUint32(flow + flowField.addressB, true);
  return table.place(
    versionOf(records.getUint32(flow + flowField.kind, true)),
    reversed ? b : a,
    reversed ? a : b,
    service === 1 ? ports & 0xffff : ports >>> 16,
    service === (reversed ? 1 : 0) ? 1 : 0,
  );
}

function clientPortOf(records: DataView, flow: number, bits: number): number {
  const ports = records.getUint32(flow + flowField.ports, true);
  return serviceSide(bits, ports >>> 16, ports & 0xffff) === 1 ? ports >>> 16 : ports & 0xffff;
}
