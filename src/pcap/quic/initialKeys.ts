import { createHmac } from "node:crypto";

/** A version of QUIC: what the keys of its first packets derive from, and how its Initial is marked. */
interface QuicVersion {
  readonly salt: Buffer;
  readonly label: string;
  /** The two bits of the packet's type. */
  readonly initialType: number;
}

const one: Omit<QuicVersion, "salt"> = { label: "quic", initialType: 0 };
const salts = {
  drafts23To28: Buffer.from("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "hex"),
  drafts29To32: Buffer.from("afbfec289993d24c9e9786f19c6111e04390a899", "hex"),
  one: Buffer.from("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "hex"),
  two: Buffer.from("0dede3def700a6db819381be6e269dcbf9bd2ed9", "hex"),
};
const draft = (number: number): [number, QuicVersion] => [
  0xff000000 + number,
  { ...one, salt: number < 29 ? salts.drafts23To28 : salts.drafts29To32 },
];

/** RFC 9001 section 5.2, its drafts, and RFC 9369 section 3.3, by the number in the packet. */
export const quicVersions: ReadonlyMap<number, QuicVersion> = new Map<number, QuicVersion>([
  [0x00000001, { ...one, salt: salts.one }],
  [0x6b3343cf, { label: "quicv2", initialType: 1, salt: salts.two }],
  ...[23, 24, 25, 26, 27, 28, 29, 30, 31, 32].map(draft),
]);

/** What a client's Initial packets are protected with. */
export interface InitialKeys {
  readonly key: Buffer;
  readonly iv: Buffer;
  /** For the header. */
  readonly mask: Buffer;
}

const secretBytes = 32;

/**
 * The keys of a client's Initial packets: anybody can derive them from the connection id that the client
 * chose, RFC 9001 section 5.2.
 */
export function initialKeys({ salt, label }: QuicVersion, connectionId: Uint8Array): InitialKeys {
  const initial = hmac(salt, connectionId);
  const secret = expand(initial, "client in", secretBytes);
  return {
    key: expand(secret, `${label} key`, 16),
    iv: expand(secret, `${label} iv`, 12),
    mask: expand(secret, `${label} hp`, 16),
  };
}

const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac("sha256", key).update(data).digest();

/** HKDF-Expand-Label of at most one hash, without a context: RFC 8446 section 7.1. */
function expand(secret: Uint8Array, name: string, bytes: number): Buffer {
  const label = Buffer.from(`tls13 ${name}`);
  const info = Buffer.concat([Buffer.from([0, bytes, label.length]), label, Buffer.from([0, 1])]);
  return hmac(secret, info).subarray(0, bytes);
}
