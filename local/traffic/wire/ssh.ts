import { field8, field32 } from "./field.ts";
import type { Random } from "../random.ts";

const messageType = { kexInit: 20, newKeys: 21, ecdhInit: 30, ecdhReply: 31 } as const;
const block = 8;

export const sshBanner = (software: string): Buffer => Buffer.from(`SSH-2.0-${software}\r\n`);

/** The algorithms that a side offers (RFC 4253, section 7.1). */
export function sshKexInit(random: Random): Buffer {
  const cipher = "chacha20-poly1305@openssh.com,aes128-ctr,aes256-ctr";
  const mac = "umac-64-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-256";
  const lists = [
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,diffie-hellman-group14-sha256",
    "rsa-sha2-512,rsa-sha2-256,ecdsa-sha2-nistp256,ssh-ed25519",
    ...[cipher, cipher, mac, mac, "none", "none", "", ""],
  ];
  return packet(random, messageType.kexInit, [
    random.bytes(16),
    ...lists.map((list) => text(Buffer.from(list))),
    field8(0),
    field32(0),
  ]);
}

/** The client's half of the key exchange (RFC 8731). */
export const sshEcdhInit = (random: Random): Buffer =>
  packet(random, messageType.ecdhInit, [text(random.bytes(32))]);

/** The server's half, signed with its host key, and the change to the new keys. */
export function sshEcdhReply(random: Random): Buffer {
  const key = (bytes: number) => Buffer.concat([text(Buffer.from("ssh-ed25519")), text(random.bytes(bytes))]);
  const reply = [text(key(32)), text(random.bytes(32)), text(key(64))];
  return Buffer.concat([packet(random, messageType.ecdhReply, reply), sshNewKeys(random)]);
}

export const sshNewKeys = (random: Random): Buffer => packet(random, messageType.newKeys, []);

const text = (content: Buffer) => Buffer.concat([field32(content.length), content]);

function packet(random: Random, type: number, parts: readonly Buffer[]): Buffer {
  const payload = Buffer.concat([field8(type), ...parts]);
  const least = 4 + 1 + payload.length + 4;
  const padding = 4 + ((block - (least % block)) % block);
  return Buffer.concat([
    field32(1 + payload.length + padding),
    field8(padding),
    payload,
    random.bytes(padding),
  ]);
}
