import { vmAddress } from "./layers.ts";

const wireBytes = 1514;
const keptBytes = 42;
const recordBytes = 16;

interface Datagram {
  readonly source: number;
  readonly sourcePort: number;
  readonly destination: number;
  readonly destinationPort: number;
  /** On the wire; the file has only the headers. */
  readonly bytes?: number;
}

/** A pcap file of UDP datagrams in raw IPv4. */
function datagramFile(datagrams: readonly Datagram[]): Buffer {
  const file = Buffer.alloc(24 + datagrams.length * (recordBytes + keptBytes - 14));
  file.writeUInt32LE(0xa1b2c3d4, 0);
  file.writeUInt32LE(0x0004_0002, 4);
  file.writeUInt32LE(262_144, 16);
  file.writeUInt32LE(101, 20);
  let at = 24;
  for (const { source, sourcePort, destination, destinationPort, bytes = 42 } of datagrams) {
    file.writeUInt32LE(1_700_000_000, at);
    file.writeUInt32LE(keptBytes - 14, at + 8);
    file.writeUInt32LE(bytes, at + 12);
    const packet = at + recordBytes;
    file.writeUInt32BE(0x45000000 | bytes, packet);
    file.writeUInt16BE(0x4011, packet + 8);
    file.writeUInt32BE(source, packet + 12);
    file.writeUInt32BE(destination, packet + 16);
    file.writeUInt32BE(((sourcePort << 16) | destinationPort) >>> 0, packet + 20);
    file.writeUInt16BE(bytes - 20, packet + 24);
    at += recordBytes + keptBytes - 14;
  }
  return file;
}

/** What a flow table hashes: the lower address and its port first, then UDP with ports. */
type FlowHash = (a: number, b: number, ports: number, kind: number) => number;
const udpKind = 17 | 0x200;

const upload = { destination: 0xcb007109, sourcePort: 50_000, destinationPort: 443 } as const;
const decoy = { destination: 0x08080808, sourcePort: 50_001, destinationPort: 443 } as const;

/**
 * An upload of 21.8 MB, a smaller one to another host, and before them datagrams of strangers with tuples
 * that take the 128 slots from the upload's own on, as far as this hash and mask go.
 */
export function hiddenUpload(hash: FlowHash, mask: number): Buffer {
  const wanted =
    hash(vmAddress, upload.destination, ((upload.sourcePort << 16) | upload.destinationPort) >>> 0, udpKind) &
    mask;
  const crowd: Datagram[] = [];
  for (let number = 0; crowd.length < 128; number += 1) {
    const destination = 0x64000000 + (number >>> 16);
    const ports = ((4000 << 16) | (number & 0xffff)) >>> 0;
    if ((hash(vmAddress, destination, ports, udpKind) & mask) !== wanted) continue;
    // From the stranger to the VM, whose address is the lower one.
    crowd.push({
      source: destination,
      sourcePort: number & 0xffff,
      destination: vmAddress,
      destinationPort: 4000,
    });
  }
  const sent = (count: number, to: typeof upload | typeof decoy): Datagram[] =>
    Array.from({ length: count }, () => ({ source: vmAddress, ...to, bytes: wireBytes }));
  return datagramFile([...crowd, ...sent(14_400, upload), ...sent(200, decoy)]);
}
