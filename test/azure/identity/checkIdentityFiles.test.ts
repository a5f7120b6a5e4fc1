import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { checkIdentityFiles, openSecret } from "../../../src/azure/identity/checkIdentityFiles.ts";
import { ConfigError } from "../../../src/settings/configError.ts";
import { readSecureString } from "../../../src/settings/secureString.ts";
import { cases, keyFile } from "../../fixtures/securestring/cases.ts";
import { locked, makeCertificate } from "../../support/proofs.ts";

const principal = { tenantId: "t", clientId: "c" };
const [{ encrypted: text, password, keyFile: key }] = cases;

describe("the files that an identity needs", () => {
  const directory = mkdtempSync(join(tmpdir(), "identity-files-test-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });
  let own: { cert: string; key: string };
  let other: { cert: string; key: string };
  before(async () => {
    own = await makeCertificate();
    other = await makeCertificate();
  });

  const write = (name: string, content: string | Buffer): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };
  function problemOf(check: () => void): string {
    try {
      check();
      return "";
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.problems.join();
    }
  }
  const secret = (keyFile: string) => {
    const encrypted = readSecureString(text);
    assert.ok(encrypted !== null);
    return { encrypted, keyFile };
  };
  const keyProblem = (path: string) =>
    problemOf(() => {
      checkIdentityFiles({ kind: "secret", ...principal, secret: secret(path) });
    });
  const certificateProblem = (pem: string, password: string | null = null) =>
    problemOf(() => {
      const certificatePath = write("certificate.pem", pem);
      checkIdentityFiles({ kind: "certificate", ...principal, certificatePath, password });
    });

  it("decrypt an encrypted password, and are not needed for a plain one", () => {
    assert.equal(openSecret(secret(keyFile(key))), password);
    assert.equal(openSecret("plain"), "plain");
    checkIdentityFiles({ kind: "managed", clientId: null });
  });

  it("are reported when the key is unreadable, not a key, or the wrong key", () => {
    assert.match(
      keyProblem(join(directory, "none")),
      /^AzureCredKeyFile names a file that cannot be read \(ENOENT\)$/,
    );
    assert.match(keyProblem(directory), /^AzureCredKeyFile names a file that cannot be read \(EISDIR\)$/);
    assert.match(
      keyProblem(write("short.key", "1\n2\n3\n")),
      /^AzureCredKeyFile is no key: it must hold 16, 24 or 32 bytes/,
    );
    assert.match(keyProblem(keyFile("other.key")), /^AzureCredPassword was encrypted with another key/);
  });

  it("accept a certificate with its key, in any order, encrypted or not", () => {
    assert.equal(certificateProblem(own.cert + own.key), "");
    assert.equal(certificateProblem(own.key + own.cert), "");
    assert.equal(certificateProblem(own.cert + locked(own.key, "p w"), "p w"), "");
  });

  it("are reported when the certificate is invalid, its key cannot be opened, or does not match", () => {
    const ecKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const ec = ecKey.export({ type: "pkcs8", format: "pem" }).toString();
    assert.match(certificateProblem("x"), /^AZURE_CLIENT_CERTIFICATE_PATH must be a PEM file/);
    assert.match(certificateProblem(own.key), /^AZURE_CLIENT_CERTIFICATE_PATH must be a PEM file/);
    for (const [pem, password] of [
      [own.cert, null],
      [own.cert + locked(own.key, "p"), null],
      [own.cert + locked(own.key, "p"), "wrong"],
    ] as const)
      assert.match(certificateProblem(pem, password), /no private key that can be opened/);
    assert.match(certificateProblem(own.cert + other.key), /do not match$/);
    assert.match(certificateProblem(own.cert + ec), /must have an RSA key/);
  });

  it("are reported when a federated token is missing", () => {
    const federated = (tokenFile: string) =>
      problemOf(() => {
        checkIdentityFiles({ kind: "federated", ...principal, tokenFile });
      });
    assert.equal(federated(write("token", "t")), "");
    assert.match(
      federated(join(directory, "none")),
      /^AZURE_FEDERATED_TOKEN_FILE names a file that cannot be read/,
    );
  });
});
