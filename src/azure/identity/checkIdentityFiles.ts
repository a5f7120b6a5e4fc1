import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../../settings/configError.ts";
import { decrypt, readKeyFile } from "../../settings/secureString.ts";
import type { Identity, Secret } from "../../settings/identity.ts";

/**
 * Opens the files that the app's identity needs, so that a wrong one is reported like an invalid setting,
 * before the first alert. @throws ConfigError
 */
export function checkIdentityFiles(identity: Identity): void {
  if (identity.kind === "secret") openSecret(identity.secret);
  if (identity.kind === "certificate") checkCertificate(identity.certificatePath, identity.password);
  if (identity.kind === "federated") read("AZURE_FEDERATED_TOKEN_FILE", identity.tokenFile);
}

/** The client secret, decrypted if necessary. @throws ConfigError when its key file does not decrypt it. */
export function openSecret(secret: Secret): string {
  if (typeof secret === "string") return secret;
  const key = readKeyFile(read("AzureCredKeyFile", secret.keyFile));
  if (key === null)
    throw new ConfigError([
      "AzureCredKeyFile is no key: it must hold 16, 24 or 32 bytes, as Set-Content writes them, one decimal number a line",
    ]);
  const password = decrypt(secret.encrypted, key);
  if (password === null)
    throw new ConfigError(["AzureCredPassword was encrypted with another key than AzureCredKeyFile's"]);
  return password;
}

function checkCertificate(path: string, password: string | null): void {
  const pem = read("AZURE_CLIENT_CERTIFICATE_PATH", path);
  const certificate = attempt(
    () => new X509Certificate(pem),
    "AZURE_CLIENT_CERTIFICATE_PATH must be a PEM file with a certificate and its private key; openssl pkcs12 makes one of a PFX file",
  );
  const key = attempt(
    () => createPrivateKey({ key: pem, ...(password !== null && { passphrase: password }) }),
    "AZURE_CLIENT_CERTIFICATE_PATH has no private key that can be opened: it is missing, or AZURE_CLIENT_CERTIFICATE_PASSWORD is missing or wrong",
  );
  if (key.asymmetricKeyType !== "rsa")
    throw new ConfigError(["AZURE_CLIENT_CERTIFICATE_PATH must have an RSA key: sign-in takes no other"]);
  if (!certificate.checkPrivateKey(key))
    throw new ConfigError([
      "AZURE_CLIENT_CERTIFICATE_PATH has a certificate and a private key that do not match",
    ]);
}

function read(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${setting} names a file that cannot be read (${code})`]);
  }
}

function attempt<T>(make: () => T, problem: string): T {
  try {
    return make();
  } catch {
    throw new ConfigError([problem]);
  }
}
