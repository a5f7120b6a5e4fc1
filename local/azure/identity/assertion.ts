import { constants, createPublicKey, verify, type KeyObject } from "node:crypto";

/** A JSON Web Token that a client presents as proof (RFC 7523), not verified yet. */
export interface Assertion {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Null when the text is not a JWT. */
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

/** Allowed clock difference in seconds. */
const toleranceSeconds = 300;

/** Whether the token is valid now, by the machine's clock. */
export function isCurrent({ claims: { nbf, exp } }: Assertion, nowSeconds: number): boolean {
  const started = nbf === undefined || (typeof nbf === "number" && nbf <= nowSeconds + toleranceSeconds);
  return started && typeof exp === "number" && exp >= nowSeconds - toleranceSeconds;
}

/** Verifies the signature. Entra ID accepts RS256 from clients, and PS256 with SHA-256 thumbprints. */
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
