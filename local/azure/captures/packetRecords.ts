import { fits, type Filter, type FiveTuple } from "./filter.ts";

/** Lengths of a classic pcap file's header and of each record's, in bytes. */
const fileHeader = 24;
const recordHeader = 16;

interface PacketRecord {
  /** Where the record, header included, begins and ends in the file. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The records of a little-endian pcap file with microsecond times. */
function* records(file: Buffer): Generator<PacketRecord> {
  for (let start = fileHeader; start + recordHeader <= file.length;) {
    const end = start + recordHeader + file.readUInt32LE(start + 8);
    const at = file.readUInt32LE(start) * 1000 + Math.floor(file.readUInt32LE(start + 4) / 1000);
    yield { start, end, at };
    start = end;
  }
}

/** When the first packet comes that does not fit into `maxBytes`; null when all do. */
export function fullAt(file: Buffer, maxBytes: number): number | null {
  for (const record of records(file)) if (record.end > maxBytes) return record.at;
  return null;
}

export interface Selection {
  readonly filters: readonly Filter[];
  /** The side of a conversation that filters call local. */
  readonly localAddress: string;
  /** Longest part of a packet that is kept; 0: all of it. */
  readonly bytesPerPacket: number;
  readonly maxBytes: number;
}

/** The file that a capture with these filters and limits makes of the same traffic. */
export function selectPackets(file: Buffer, selection: Selection): Buffer {
  const kept = [file.subarray(0, fileHeader)];
  let length = fileHeader;
  for (const { start, end } of records(file)) {
    const packet = file.subarray(start + recordHeader, end);
    const tuple = fiveTuple(packet, selection.localAddress);
    if (tuple === null || !selection.filters.some((filter) => fits(filter, tuple))) continue;
    const bytes =
      selection.bytesPerPacket === 0 ? packet.length : Math.min(selection.bytesPerPacket, packet.length);
    if (length + recordHeader + bytes > selection.maxBytes) break;
    const header = Buffer.from(file.subarray(start, start + recordHeader));
    header.writeUInt32LE(bytes, 8);
    kept.push(header, packet.subarray(0, bytes));
    length += recordHeader + bytes;
  }
  return Buffer.concat(kept);
}

/** The five-tuple of an Ethernet frame that carries IP; null for any other. */
function fiveTuple(frame: Buffer, localAddress: string): FiveTuple | null {
  const etherType = frame.length >= 14 ? frame.readUInt16BE(12) : 0;
  const packet = frame.subarray(14);
  if (etherType === 0x0800 && packet.length >= 20) {
    const transport = packet.subarray(((packet[0] ?? 0) & 0x0f) * 4);
    const [source, destination] = [packet.subarray(12, 16), packet.subarray(16, 20)];
    return tuple(packet[9], transport, source.join("."), destination.join("."), localAddress);
  }
  if (etherType === 0x86dd && packet.length >= 40) {
    const [source, destination] = [packet.subarray(8, 24), packet.subarray(24, 40)];
    return tuple(packet[6], packet.subarray(40), ipv6Text(source), ipv6Text(destination), localAddress);
  }
  return null;
}

const ipv6Text = (bytes: Buffer): string => (bytes.toString("hex").match(/.{4}/g) ?? []).join(":");

function tuple(
  protocolNumber: number | undefined,
  transport: Buffer,
  source: string,
  destination: string,
  localAddress: string,
): FiveTuple {
  const protocol = protocolNumber === 6 ? "TCP" : protocolNumber === 17 ? "UDP" : "other";
  const hasPorts = protocol !== "other" && transport.length >= 4;
  const from = { address: source, port: hasPorts ? transport.readUInt16BE(0) : null };
  const to = { address: destination, port: hasPorts ? transport.readUInt16BE(2) : null };
  // What the VM neither sent nor was sent (broadcasts, multicasts) counts as received.
  const [local, remote] = source === localAddress ? [from, to] : [to, from];
  return {
    protocol,
    localAddress: local.address,
    remoteAddress: remote.address,
    localPort: local.port,
    remotePort: remote.port,
  };
}
