import { hasPorts, isInner, isUnpaired, networkOf, protocolOf, versionOf } from "./flowKind.ts";
import { flowField } from "./flowTable.ts";

/** One direction of a flow. */
export interface Traffic {
  packets: number;
  /** On the wire. */
  bytes: number;
}

/** A flow's record as fields. */
export class Flow {
  version = 0;
  protocol = 0;
  /**
   * Whether the ports were read: false for other protocols than TCP and UDP, later fragments and cut headers.
   */
  ported = false;
  /** See `unpairedKind`. */
  unpaired = false;
  /** See `innerKind`. */
  inner = false;
  /** Number of its virtual network, such as one of VXLAN; 0 outside of any. */
  network = 0;
  addressA = 0;
  portA = 0;
  addressB = 0;
  portB = 0;
  readonly ab: Traffic = { packets: 0, bytes: 0 };
  readonly ba: Traffic = { packets: 0, bytes: 0 };
  /** Bits of `flowState`. */
  state = 0;
  /** `Packet.number` of its first packet. */
  firstFrame = 0;
  /** `Packet.at` of its first and its last packet. */
  firstAt = 0;
  lastAt = 0;

  /**
   * Reads the record at this offset. One object can read all records in turn, so that nothing is allocated.
   */
  read(records: DataView, at: number): this {
    const kind = records.getUint32(at + flowField.kind, true);
    const ports = records.getUint32(at + flowField.ports, true);
    this.version = versionOf(kind);
    this.protocol = protocolOf(kind);
    this.ported = hasPorts(kind);
    this.unpaired = isUnpaired(kind);
    this.inner = isInner(kind);
    this.network = networkOf(kind);
    this.addressA = records.getUint32(at, true);
    this.portA = ports >>> 16;
    this.addressB = records.getUint32(at + flowField.addressB, true);
    this.portB = ports & 0xffff;
    this.ab.packets = records.getUint32(at + flowField.packetsAB, true);
    this.ab.bytes = records.getFloat64(at + flowField.bytesAB, true);
    this.ba.packets = records.getUint32(at + flowField.packetsBA, true);
    this.ba.bytes = records.getFloat64(at + flowField.bytesBA, true);
    this.state = records.getUint32(at + flowField.state, true);
    this.firstFrame = records.getUint32(at + flowField.firstFrame, true);
    this.firstAt = records.getFloat64(at + flowField.firstAt, true);
    this.lastAt = records.getFloat64(at + flowField.lastAt, true);
    return this;
  }
}

export const flowPackets = (flow: Flow): number => flow.ab.packets + flow.ba.packets;
export const flowBytes = (flow: Flow): number => flow.ab.bytes + flow.ba.bytes;
