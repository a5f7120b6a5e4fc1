import { checksum } from "./checksum.ts";
import { field8, field16 } from "./field.ts";
import { ipFrame, ipProtocol } from "./ip.ts";
import type { Frame } from "./frame.ts";
import type { NetworkHost } from "./networkHost.ts";

const echoType = { request: 8, reply: 0 } as const;

interface IcmpEcho {
  readonly from: NetworkHost;
  readonly to: NetworkHost;
  readonly kind: keyof typeof echoType;
  readonly id: number;
  readonly sequence: number;
  readonly data: Buffer;
}

export function icmpEchoFrame({ from, to, kind, id, sequence, data }: IcmpEcho): Frame {
  const message = Buffer.concat([field8(echoType[kind], 0), field16(0, id, sequence), data]);
  message.writeUInt16BE(checksum(message), 2);
  return ipFrame({ from, to, protocol: ipProtocol.icmp, identification: id + sequence, payload: message });
}
