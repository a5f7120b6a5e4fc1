import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { world as simulated } from "../../../local/azure/world.ts";
import { realClock } from "../../../local/environment/clock.ts";
import { startHost } from "../../../local/host/host.ts";
import { ConfigError } from "../../../src/settings/configError.ts";
import { cases, keyFile } from "../../fixtures/securestring/cases.ts";
import { everyNth } from "../../support/depth.ts";
import { issue, locked, makeCertificate, makeIssuer } from "../../support/proofs.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, World } from "../../support/world/world.ts";

const standard = { AZURE_TENANT_ID: simulated.tenant, AZURE_CLIENT_ID: simulated.client.id };
const tutorial = { AzureTenant: simulated.tenant, AzureClientID: simulated.client.id };
const encrypted = { AzureCredPassword: cases[0].encrypted, AzureCredKeyFile: keyFile(cases[0].keyFile) };
const directory = mkdtempSync(join(tmpdir(), "identity-e2e-"));
after(() => {
  rmSync(directory, { recursive: true });
});
const write = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

/** One alert, to its end; who signed in for it. */
async function signers(world: World): Promise<readonly string[]> {
  const { capture, emails } = await world.run(await common("WEB01"));
  assert.equal(capture.outcome, "captured", capture.hint ?? "");
  assert.ok((capture.bytes ?? 0) > 0);
  assert.equal(emails.length, 1);
  const tokens = (await world.requests()).filter(({ path }) => /\/token(\?|$)/.test(path));
  assert.ok(tokens.every(({ status }) => status === 200));
  return [...new Set(tokens.map(({ path }) => path.replace(/\?.*/, "")))];
}

const servicePrincipal = [`/${simulated.tenant}/oauth2/v2.0/token`];

describe("an alert is captured and reported with", () => {
  it("a managed identity, with a developer's own credentials in the environment", () =>
    inWorld(
      { AZURE_TENANT_ID: "contoso.com", AZURE_CLIENT_ID: "mine", AZURE_CLIENT_SECRET: "mine too" },
      async (world) => {
        assert.deepEqual(await signers(world), ["/msi/token"]);
      },
    ));

  for (const [title, settings] of everyNth(3, [
    ["the tutorial's service principal, its password encrypted by PowerShell", { ...tutorial, ...encrypted }],
    [
      "the tutorial's service principal, its password plain",
      { ...tutorial, AzureCredPassword: simulated.client.secret },
    ],
    ["a service principal with a secret", { ...standard, AZURE_CLIENT_SECRET: simulated.client.secret }],
  ] as const))
    it(title, () =>
      inWorld(settings, async (world) => {
        assert.deepEqual(await signers(world), servicePrincipal);
      }),
    );

  it("a service principal with a certificate whose key has a password", async () => {
    const { cert, key } = await makeCertificate();
    const AZURE_CLIENT_CERTIFICATE_PATH = write("certificate.pem", cert + locked(key, "p w"));
    const settings = { ...standard, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_CLIENT_CERTIFICATE_PASSWORD: "p w" };
    await inWorld(settings, async (world) => {
      await world.control("PUT", "/credentials", { certificates: [cert] });
      assert.deepEqual(await signers(world), servicePrincipal);
    });
  });

  it("a workload identity", async () => {
    const issuer = makeIssuer();
    const { issuer: name, subject, publicKey } = issuer;
    const AZURE_FEDERATED_TOKEN_FILE = write("token", issue(issuer));
    await inWorld({ ...standard, AZURE_FEDERATED_TOKEN_FILE }, async (world) => {
      await world.control("PUT", "/credentials", {
        federatedCredentials: [{ issuer: name, subject, publicKey }],
      });
      assert.deepEqual(await signers(world), servicePrincipal);
    });
  });
});

describe("a password that does not sign in", () => {
  it("ends the alert at once; its status and the test email explain the fix", () =>
    inWorld({ ...tutorial, AzureCredPassword: "yesterday's" }, async (world) => {
      const { captures, report } = await world.outcome(await world.fire(await common("WEB01")));
      assert.equal(captures[0]?.code, "access-denied");
      for (const said of [captures[0].hint, report?.error])
        assert.match(
          said ?? "",
          /AADSTS7000215: .* AzureCredPassword, with AzureCredKeyFile when it is encrypted\.$/,
        );
      assert.equal((await world.emails()).length, 0);
      const { status, body } = await world.app("POST", "/test-email");
      assert.equal(status, 502);
      assert.match(
        (body as { detail: string }).detail,
        /could not sign in.*AADSTS7000215.*AzureCredPassword/,
      );
    }));
});

describe("a key file with another password", () => {
  const wrong = { ...tutorial, ...encrypted, AzureCredKeyFile: keyFile("other.key") };

  it("stops the local environment at its start", () =>
    assert.rejects(
      World.start(wrong),
      (error) => error instanceof ConfigError && error.message.includes("another key"),
    ));

  it("is reported by the app's health and by every other route", async () => {
    const settings = {
      ...wrong,
      CAPTURE_STORAGE_ACCOUNT_ID:
        "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures",
      NOTIFY_EMAIL_TO: "oncall@example.com",
      EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
      EMAIL_ENDPOINT: "https://127.0.0.1:1",
    };
    Object.assign(process.env, settings);
    const appDirectory = new URL("../../../", import.meta.url).pathname;
    const host = await startHost({
      appDirectory,
      port: 0,
      stateFile: ":memory:",
      clock: realClock,
      log: () => undefined,
    });
    for (const [method, route] of [
      ["GET", "health"],
      ["POST", "alerts"],
    ] as const) {
      const response = await fetch(`${host.url}/api/${route}`, { method });
      assert.equal(response.status, 503);
      const { problems } = (await response.json()) as { problems: string[] };
      assert.deepEqual(problems, [
        "AzureCredPassword was encrypted with another key than AzureCredKeyFile's",
      ]);
    }
    await host.close();
  });
});
