import { randomUUID } from "node:crypto";
import tls from "node:tls";
import { generate } from "selfsigned";

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** Creates a certificate for this machine only: the Azure SDKs send tokens over HTTPS only. */
export async function createCertificate(): Promise<Certificate> {
  // A unique name: among trusted certificates of one name, OpenSSL may verify with the wrong one.
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

/** Trusts a certificate in this process only. The machine's settings do not change. */
export function trustCertificate(pem: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), pem]);
}
