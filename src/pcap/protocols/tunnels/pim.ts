import { etherTypes } from "../etherTypes.ts";
import { ipEtherType } from "../ip.ts";
import type { Packet } from "../packet.ts";

/** A register message of PIM, RFC 7761 section 4.9.3: offsets in bytes. The packet carried follows. */
const register = { versionAndType: 0, bytes: 8 } as const;
const versionTwoRegister = 0x21;

/** Moves the packet past a register message's header; returns the EtherType of its content, or `none`. */
export function readPim(packet: Packet): number {
  if (!packet.has(register.bytes + 1)) return etherTypes.none;
  if (packet.view.getUint8(packet.offset + register.versionAndType) !== versionTwoRegister)
    return etherTypes.none;
  packet.offset += register.bytes;
  return ipEtherType(packet);
}
