import { createHash, createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import { world } from "../world.ts";
import type { DatabaseSync } from "node:sqlite";

/** An issuer whose tokens replace a secret (workload identity federation). */
interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  /** The issuer's public key, PEM. The real Entra ID reads it from the issuer's site. */
  readonly publicKey: string;
}

/** Credentials of the app registration besides its secret. */
interface Credentials {
  /** PEM. */
  readonly certificates: readonly string[];
  readonly federatedCredentials: readonly FederatedCredential[];
}

const none: Credentials = { certificates: [], federatedCredentials: [] };

/** The service principal's app registration. Its certificates and trusted issuers survive a restart. */
export class AppRegistration {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get credentials(): Credentials {
    const row = this.#database.prepare("SELECT value FROM kept WHERE name = 'app credentials'").get();
    return row === undefined ? none : (JSON.parse(String(row.value)) as Credentials);
  }

  replace(credentials: Credentials): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO kept (name, value) VALUES ('app credentials', ?)")
      .run(JSON.stringify(credentials));
  }

  /** The key of the certificate with this thumbprint (base64url); null when there is none. */
  certificateKey(thumbprint: string): KeyObject | null {
    const pem = this.credentials.certificates.find((certificate) =>
      thumbprints(certificate).includes(thumbprint),
    );
    return pem === undefined ? null : new X509Certificate(pem).publicKey;
  }

  /** The whole registration. Its secret is included, because it opens nothing beyond this machine. */
  get view() {
    const { certificates, federatedCredentials } = this.credentials;
    return {
      tenantId: world.tenant,
      clientId: world.client.id,
      clientSecret: world.client.secret,
      certificates: certificates.map((pem) => ({ thumbprint: new X509Certificate(pem).fingerprint256 })),
      federatedCredentials: federatedCredentials.map(({ issuer, subject }) => ({ issuer, subject })),
    };
  }
}

/** The thumbprints in `x5t#S256` and in the older `x5t`. */
function thumbprints(pem: string): readonly string[] {
  const { raw } = new X509Certificate(pem);
  return ["sha256", "sha1"].map((algorithm) => createHash(algorithm).update(raw).digest("base64url"));
}

const texts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** Reads the body of a PUT. @throws Error that describes the mistake. */
export function readCredentials(body: unknown): Credentials {
  const { certificates = [], federatedCredentials = [] } = Object(body) as Record<string, unknown>;
  if (!texts(certificates)) throw new Error("certificates must be a list of PEM texts.");
  certificates.forEach((pem) => new X509Certificate(pem));
  if (!Array.isArray(federatedCredentials)) throw new Error("federatedCredentials must be a list.");
  return { certificates, federatedCredentials: federatedCredentials.map(readFederatedCredential) };
}

function readFederatedCredential(value: unknown): FederatedCredential {
  const { issuer, subject, publicKey } = Object(value) as Record<string, unknown>;
  if (typeof issuer !== "string" || typeof subject !== "string" || typeof publicKey !== "string")
    throw new Error("A federated credential needs an issuer, a subject and a publicKey.");
  createPublicKey(publicKey);
  return { issuer, subject, publicKey };
}
