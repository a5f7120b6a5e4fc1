import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { generate } from "selfsigned";

/** A certificate with its RSA key, PEM. */
export async function makeCertificate(): Promise<{ readonly cert: string; readonly key: string }> {
  const made = await generate([{ name: "commonName", value: "service principal" }], {
    keyType: "rsa",
    keySize: 2048,
  });
  return { cert: `${made.cert.trim()}\n`, key: `${made.private.trim()}\n` };
}

/** The same key, locked with a password. */
export const locked = (key: string, passphrase: string): string =>
  createPrivateKey(key)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
    .toString();

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Issuer {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** Another issuer of tokens, such as a Kubernetes cluster. */
export function makeIssuer(): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    issuer: "https://oidc.example/cluster",
    subject: "system:serviceaccount:default:capture-on-alert",
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey,
  };
}

/** A token of the issuer that is to be exchanged for one of Entra ID. */
export function issue(
  { issuer, subject, privateKey }: Issuer,
  changes: Record<string, unknown> = {},
  key: KeyObject = privateKey,
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: subject,
    aud: ["api://AzureADTokenExchange"],
    iat: now,
    nbf: now,
    exp: now + 600,
  };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part({ ...claims, ...changes })}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}
