import { constants, createPublicKey, verify, type KeyObject } from "node:crypto";

/** A JSON Web Token that a client proves itself with (RFC 7523), not yet believed. */
export interface Assertion {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Null when the text is no JWT. */
export function readAssertion(text: string): Assertion | null {
  const [, header = "", claims = "", signature = ""] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text) ?? [];
  try {
    return {
      header: part(header),
      claims: part(claims),
      signed: Buffer.from(`${header}.${claims}`),
      signature: Buffer.from(signature, "base64url"),
    };
  } catch {
    return null;
  }
}

const part = (text: string): Record<string, unknown> =>
  Object(JSON.parse(Buffer.from(text, "base64url").toString())) as Record<string, unknown>;

/** Seconds by which the clocks of both sides may differ. */
const toleranceSeconds = 300;

/** Whether the token is of now, by the real clock. */
export function isCurrent({ claims: { nbf, exp } }: Assertion, nowSeconds: number): boolean {
  const begun = nbf === undefined || (typeof nbf === "number" && nbf <= nowSeconds + toleranceSeconds);
  return begun && typeof exp === "number" && exp >= nowSeconds - toleranceSeconds;
}

/** Checks the signature with the algorithms that Entra ID takes of a client: RS256, and PS256 since SHA-256 thumbprints. */
export function isSignedBy({ header, signed, signature }: Assertion, key: KeyObject | string): boolean {
  const publicKey = typeof key === "string" ? createPublicKey(key) : key;
  if (publicKey.asymmetricKeyType !== "rsa") return false;
  if (header.alg === "RS256") return verify("sha256", signed, publicKey, signature);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  return (
    header.alg === "PS256" && verify("sha256", signed, { key: publicKey, padding, saltLength }, signature)
  );
}
