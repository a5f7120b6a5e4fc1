import { randomUUID } from "node:crypto";
import tls from "node:tls";
import { generate } from "selfsigned";

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** Makes a certificate for this machine alone: the Azure SDKs send tokens over HTTPS only. */
export async function createCertificate(): Promise<Certificate> {
  // A name of its own: among trusted certificates of one name, OpenSSL may pick the wrong one to verify with.
  const made = await generate([{ name: "commonName", value: `capture-on-alert ${randomUUID()}` }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** Trusts a certificate in this process, and only here: no setting of the machine changes. */
export function trustCertificate(pem: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), pem]);
}
