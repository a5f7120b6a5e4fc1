import { field8, field32 } from "./field.ts";

/** Seconds from 1900, NTP's epoch, to 1970. */
const epochOffsetSeconds = 2_208_988_800;

/** An NTP timestamp of microseconds since 1970. */
function ntpTime(at: number): Buffer {
  const fraction = Math.floor(((at % 1_000_000) / 1_000_000) * 2 ** 32);
  return Buffer.concat([field32(Math.floor(at / 1_000_000) + epochOffsetSeconds), field32(fraction)]);
}

const never = Buffer.alloc(8);

export const ntpRequest = (sentAt: number): Buffer =>
  Buffer.concat([
    field8(0x23, 0, 6, 0xe9),
    field32(0),
    field32(0),
    field32(0),
    never,
    never,
    never,
    ntpTime(sentAt),
  ]);

/** A server's response. It received the request at `receivedAt`; `reference` set its clock. */
export const ntpAnswer = (sentAt: number, receivedAt: number, reference: Buffer): Buffer =>
  Buffer.concat([
    field8(0x24, 2, 6, 0xe9),
    field32(0x0000_0512),
    field32(0x0000_09a3),
    reference,
    ntpTime(receivedAt - 512_000_000),
    ntpTime(sentAt),
    ntpTime(receivedAt),
    ntpTime(receivedAt + 24),
  ]);
