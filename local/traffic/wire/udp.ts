import { field16 } from "./field.ts";
import { ipFrame, ipProtocol, transportChecksum } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

interface UdpEnd {
  readonly host: NetworkHost;
  readonly port: number;
}

export function udpFrame(from: UdpEnd, to: UdpEnd, payload: Buffer, identification: number): Frame {
  const segment = Buffer.concat([field16(from.port, to.port, 8 + payload.length, 0), payload]);
  // Zero would mean that there is no checksum.
  segment.writeUInt16BE(transportChecksum(from.host, to.host, ipProtocol.udp, segment) || 0xffff, 6);
  return ipFrame({
    from: from.host,
    to: to.host,
    ports: { from: from.port, to: to.port },
    protocol: ipProtocol.udp,
    identification,
    payload: segment,
  });
}
