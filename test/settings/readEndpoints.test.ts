import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";

const required = {
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
  EMAIL_ENDPOINT: "https://example.communication.azure.com",
};

const notifications = (env: Record<string, string>) => loadConfig({ ...required, ...env }).notifications;

function problemOf(env: Record<string, string>): string {
  try {
    notifications(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.problems.length, 1, error.problems.join("; "));
    return error.problems[0] ?? "";
  }
  return assert.fail("it was accepted");
}

const url = "https://hooks.example.com/T0/SECRETPART?sig=SECRETSIGNATURE";

describe("NOTIFY_WEBHOOKS", () => {
  it("is off by default, and takes a list of kinds and URLs", () => {
    assert.deepEqual(notifications({}), { endpoints: [], secret: null });
    assert.deepEqual(notifications({ NOTIFY_WEBHOOKS: "[]" }).endpoints, []);
    const endpoints = [
      { kind: "teams", url },
      { kind: "cloudevents", url: "https://127.0.0.1:7443/notifications/cloudevents" },
    ];
    const secret = "0123456789abcdef";
    const given = { NOTIFY_WEBHOOKS: JSON.stringify(endpoints), NOTIFY_WEBHOOK_SECRET: secret };
    assert.deepEqual(notifications(given), { endpoints, secret });
  });

  for (const [what, value, problem] of [
    ["no JSON", url, /^NOTIFY_WEBHOOKS must be a JSON list of \{kind, url\}, at most 10$/],
    [
      "an unresolved Key Vault reference",
      "@Microsoft.KeyVault(SecretUri=https://v/s)",
      /must be a JSON list/,
    ],
    ["no list", JSON.stringify({ kind: "teams", url }), /must be a JSON list/],
    [
      "another kind",
      JSON.stringify([{ kind: "slack", url }]),
      /entry 1 has no kind "teams" or "cloudevents"/,
    ],
    [
      "a member too many",
      JSON.stringify([{ kind: "teams", url, name: "SECRETPART" }]),
      /entry 1 is no \{kind, url\}/,
    ],
    ["no URL", JSON.stringify([{ kind: "teams", url }, { kind: "teams" }]), /entry 2 has no https URL/],
    [
      "http",
      JSON.stringify([{ kind: "teams", url: url.replace("https", "http") }]),
      /entry 1 has no https URL/,
    ],
    [
      "a password in a URL",
      JSON.stringify([{ kind: "teams", url: url.replace("//", "//u:SECRETPART@") }]),
      /no https URL/,
    ],
    ["a fragment", JSON.stringify([{ kind: "teams", url: `${url}#x` }]), /no https URL/],
    ["a space", JSON.stringify([{ kind: "teams", url: `${url} ` }]), /no https URL/],
    [
      "a URL of 3,000 characters",
      JSON.stringify([{ kind: "teams", url: url.padEnd(3000, "x") }]),
      /no https URL/,
    ],
    ["eleven", JSON.stringify(Array.from({ length: 11 }, () => ({ kind: "teams", url }))), /at most 10/],
  ] as const)
    it(`refuses ${what}, and never repeats it`, () => {
      const said = problemOf({ NOTIFY_WEBHOOKS: value });
      assert.match(said, problem);
      assert.doesNotMatch(said, /SECRET|example\.com|hooks/);
    });

  it("refuses a short secret", () => {
    const said = problemOf({ NOTIFY_WEBHOOK_SECRET: "short-secret" });
    assert.equal(said, "NOTIFY_WEBHOOK_SECRET must be a secret of 16 to 256 characters without spaces");
  });
});
