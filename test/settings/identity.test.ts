import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import { readSecureString } from "../../src/settings/secureString.ts";
import { cases } from "../fixtures/securestring/cases.ts";

const required = {
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
  EMAIL_ENDPOINT: "https://example.communication.azure.com",
};
const [{ encrypted }] = cases;
type Env = Record<string, string>;

const identity = (env: Env) => loadConfig({ ...required, ...env }).identity;

function problems(env: Env): string {
  try {
    identity(env);
    return "";
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.join("\n");
  }
}

const principal = { tenantId: "contoso.onmicrosoft.com", clientId: "the-client" };
const standard = { AZURE_TENANT_ID: principal.tenantId, AZURE_CLIENT_ID: principal.clientId };
const tutorial = { AzureTenant: principal.tenantId, AzureClientID: principal.clientId };

describe("the app's identity", () => {
  it("is a managed identity by default: system-assigned, or user-assigned", () => {
    assert.deepEqual(identity({}), { kind: "managed", clientId: null });
    assert.deepEqual(identity({ AZURE_CLIENT_ID: "ua" }), { kind: "managed", clientId: "ua" });
    assert.deepEqual(identity({ AZURE_TENANT_ID: "", AzureTenant: " ", AzureCredKeyFile: "" }), {
      kind: "managed",
      clientId: null,
    });
  });

  it("is a service principal with a secret, a certificate or a federated token", () => {
    const secret = identity({ ...standard, AZURE_CLIENT_SECRET: "s" });
    assert.deepEqual(secret, { kind: "secret", ...principal, secret: "s" });
    const certificate = { ...standard, AZURE_CLIENT_CERTIFICATE_PATH: "/a b.pem" };
    const expected = { kind: "certificate", ...principal, certificatePath: "/a b.pem" };
    assert.deepEqual(identity(certificate), { ...expected, password: null });
    const locked = { ...certificate, AZURE_CLIENT_CERTIFICATE_PASSWORD: "p w" };
    assert.deepEqual(identity(locked), { ...expected, password: "p w" });
    const federated = identity({ ...standard, AZURE_FEDERATED_TOKEN_FILE: "/token" });
    assert.deepEqual(federated, { kind: "federated", ...principal, tokenFile: "/token" });
  });

  it("is the tutorial's service principal, with both spellings of its client id", () => {
    const plain = { kind: "secret", ...principal, secret: "plain one" };
    assert.deepEqual(identity({ ...tutorial, AzureCredPassword: "plain one" }), plain);
    const { AzureClientID, ...rest } = { ...tutorial, AzureCredPassword: "plain one" };
    assert.deepEqual(identity({ ...rest, AzureClientId: AzureClientID }), plain);
    assert.deepEqual(identity({ ...rest, AzureClientID, AzureClientId: AzureClientID }), plain);
    assert.deepEqual(identity({ ...rest, AzureClientID, AzureCredKeyFile: "/unused" }), plain);
    const withKey = { ...tutorial, AzureCredPassword: encrypted, AzureCredKeyFile: "/keys/a.key" };
    const secret = { encrypted: readSecureString(encrypted), keyFile: "/keys/a.key" };
    assert.deepEqual(identity(withKey), { kind: "secret", ...principal, secret });
  });
});

describe("settings of an identity that do not fit together", () => {
  const key = { AzureCredKeyFile: "/k" };
  const cases: [string, Env, RegExp][] = [
    ["a tenant without a proof", standard, /^AZURE_TENANT_ID needs AZURE_CLIENT_SECRET or /],
    [
      "a secret alone",
      { AZURE_CLIENT_SECRET: "s" },
      /^AZURE_CLIENT_SECRET needs AZURE_TENANT_ID and AZURE_CLIENT_ID$/,
    ],
    [
      "a secret and a certificate",
      { ...standard, AZURE_CLIENT_SECRET: "s", AZURE_CLIENT_CERTIFICATE_PATH: "/c" },
      /^AZURE_CLIENT_SECRET and AZURE_CLIENT_CERTIFICATE_PATH are two ways to sign in: keep one$/,
    ],
    [
      "a password without its certificate",
      { AZURE_CLIENT_CERTIFICATE_PASSWORD: "p" },
      /^AZURE_CLIENT_CERTIFICATE_PASSWORD needs AZURE_CLIENT_CERTIFICATE_PATH$/,
    ],
    [
      "the tutorial's beside the standard ones",
      { ...tutorial, AzureCredPassword: "p", AZURE_CLIENT_ID: "ua" },
      /^AzureTenant, AzureClientID, AzureCredPassword and AZURE_CLIENT_ID are two ways to sign in/,
    ],
    [
      "only the tutorial's key file",
      key,
      /^AzureTenant is missing\nAzureClientID is missing\nAzureCredPassword is missing$/,
    ],
    [
      "two client ids",
      { ...tutorial, AzureClientId: "another", AzureCredPassword: "p" },
      /^AzureClientID and AzureClientId are different$/,
    ],
    [
      "an encrypted password without key file",
      { ...tutorial, AzureCredPassword: encrypted },
      /^AzureCredPassword .* needs AzureCredKeyFile/,
    ],
    [
      "a damaged encrypted password",
      { ...tutorial, ...key, AzureCredPassword: encrypted.slice(0, 90) },
      /^AzureCredPassword is in PowerShell's encrypted form, but damaged/,
    ],
    [
      "a password that Windows encrypted for one account",
      {
        ...tutorial,
        ...key,
        AzureCredPassword: `01000000d08c9ddf0115d1118c7a00c04fc297eb${"0".repeat(300)}`,
      },
      /^AzureCredPassword is encrypted for one account/,
    ],
  ];
  for (const [title, env, expected] of cases)
    it(`are reported by name: ${title}`, () => {
      assert.match(problems(env), expected);
    });

  it("are reported once each, with every other problem", () => {
    const found = problems({
      ...tutorial,
      AzureTenant: "a b",
      AzureCredPassword: encrypted,
      EMAIL_SENDER: "x",
    });
    assert.deepEqual(
      found.split("\n").map((problem) => problem.split(" ")[0]),
      ["EMAIL_SENDER", "AzureTenant", "AzureCredPassword"],
    );
    assert.ok(!found.includes(encrypted.slice(40, 60)));
  });
});
