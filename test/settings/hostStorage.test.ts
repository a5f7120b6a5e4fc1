import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import type { HostStorage } from "../../src/settings/hostStorage.ts";

const others = {
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
  EMAIL_ENDPOINT: "https://example.communication.azure.com",
};
const account = (env: Record<string, string>): HostStorage =>
  loadConfig({ ...others, ...env }).appStorage.account;

function problems(env: Record<string, string>): readonly string[] {
  try {
    account(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

const name = { AzureWebJobsStorage__accountName: "hostaccount" };
const blobEndpoint = "https://hostaccount.blob.core.windows.net";

describe("the host's storage account", () => {
  it("is named by a connection string, which wins", () => {
    for (const connectionString of [
      "UseDevelopmentStorage=true",
      "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net",
      "BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x",
    ])
      assert.deepEqual(account({ ...name, AzureWebJobsStorage: connectionString }), {
        kind: "connectionString",
        connectionString,
      });
  });

  it("is opened with the app's identity, the system's or one of its own, as the host opens it", () => {
    const of = (env: Record<string, string>) => account({ ...name, ...env });
    const managed = { AzureWebJobsStorage__credential: "managedIdentity" };
    assert.deepEqual(of({}), { kind: "identity", blobEndpoint, managedIdentity: "app" });
    assert.deepEqual(of(managed), {
      kind: "identity",
      blobEndpoint,
      managedIdentity: { clientId: null },
    });
    const own = { ...managed, AzureWebJobsStorage__clientId: "the-hosts-own" };
    assert.deepEqual(of(own), {
      kind: "identity",
      blobEndpoint,
      managedIdentity: { clientId: "the-hosts-own" },
    });
  });

  it("has an endpoint of its own outside the public cloud", () => {
    const uri = "https://hostaccount.blob.core.usgovcloudapi.net/";
    const found = account({ AzureWebJobsStorage__blobServiceUri: uri });
    assert.ok(found.kind === "identity");
    assert.equal(found.blobEndpoint, uri.slice(0, -1));
  });

  it("is required, and a wrong connection string is reported without its text", () => {
    assert.match(problems({}).join(), /^AzureWebJobsStorage is missing/);
    const [problem = "", ...more] = problems({ AzureWebJobsStorage: "AccountName=a;AccountKey=" });
    assert.equal(problem, "AzureWebJobsStorage must be the connection string of a storage account");
    assert.deepEqual(more, []);
    assert.equal(problems({ ...name, AzureWebJobsStorage__credential: "workload" }).length, 1);
  });
});
