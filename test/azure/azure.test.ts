import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { connect } from "../../src/azure/azure.ts";
import { loadConfig } from "../../src/config.ts";
import { RecordingAzure } from "../support/recordingAzure.ts";

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers";
const required = {
  CAPTURE_STORAGE_ACCOUNT_ID: `${group}/Microsoft.Storage/storageAccounts/captures`,
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
  EMAIL_ENDPOINT: "https://example.communication.azure.com",
  AZURE_TENANT_ID: "contoso.com",
  AZURE_CLIENT_SECRET: "secret",
};

const accessKey = {
  EMAIL_CONNECTION_STRING: "endpoint=https://example.communication.azure.com;accesskey=c2VjcmV0",
};

const clouds = [
  ["AzurePublic", "login.microsoftonline.com", "management.azure.com", "blob.core.windows.net"],
  [
    "AzureUSGovernment",
    "login.microsoftonline.us",
    "management.usgovcloudapi.net",
    "blob.core.usgovcloudapi.net",
  ],
  // MSAL knows that this is where login.chinacloudapi.cn has moved.
  [
    "AzureChina",
    "login.partner.microsoftonline.cn",
    "management.chinacloudapi.cn",
    "blob.core.chinacloudapi.cn",
  ],
] as const;
const stack = { signIn: "login.stack.example", resources: "management.stack.example" };

describe("in each cloud", () => {
  let azure: RecordingAzure;
  before(async () => {
    const hosts = clouds.flatMap(([, signIn, resources, blobs]) => [signIn, resources, `captures.${blobs}`]);
    azure = await RecordingAzure.start([
      ...hosts,
      ...Object.values(stack),
      "example.communication.azure.com",
    ]);
  });
  beforeEach(() => {
    azure.calls.length = 0;
  });
  after(() => azure.close());

  const hosts = () => [...new Set(azure.calls.map(({ host }) => host))].sort();
  const audiences = (host: string) => [
    ...new Set(azure.calls.filter((call) => call.host === host).map(({ audience }) => audience)),
  ];

  for (const [name, signIn, resources, blobs] of clouds)
    it(`${name}: the app signs in at ${signIn} and sends the right tokens to ${resources} and ${blobs}`, async () => {
      // Tokens are kept for the whole process, by client.
      const config = loadConfig({ ...required, ...accessKey, AZURE_CLOUD: name, AZURE_CLIENT_ID: name });
      const { virtualMachines, networkWatchers, storageAccounts, captureFiles } = connect(config);
      await virtualMachines.find(`${group}/Microsoft.Compute/virtualMachines/WEB01`).catch(() => null);
      await networkWatchers.list("6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11").catch(() => null);
      await storageAccounts.find(required.CAPTURE_STORAGE_ACCOUNT_ID).catch(() => null);
      await captureFiles.size(`https://captures.${blobs}/container/file.cap`);
      assert.deepEqual(hosts(), [signIn, resources, `captures.${blobs}`].sort());
      assert.deepEqual(audiences(resources), [`https://${resources}/.default`]);
      assert.deepEqual(audiences(`captures.${blobs}`), ["https://storage.azure.com/.default"]);
      assert.equal(azure.calls.filter(({ host }) => host === resources).length, 3);
      assert.ok(
        azure.calls.every(({ host, path }) => host !== signIn || path === "/contoso.com/oauth2/v2.0/token"),
      );
    });

  it("a resource group with letters outside ASCII is percent-encoded in every path", async () => {
    const inGroup = group.replace("/rg/", "/FORMACIÓN/");
    const { virtualMachines, storageAccounts } = connect(
      loadConfig({ ...required, AZURE_CLIENT_ID: "group" }),
    );
    await virtualMachines.find(`${inGroup}/Microsoft.Compute/virtualMachines/WEB01`).catch(() => null);
    await storageAccounts.find(`${inGroup}/Microsoft.Storage/storageAccounts/captures`).catch(() => null);
    const encoded = inGroup.replace("FORMACIÓN", "FORMACI%C3%93N");
    assert.deepEqual(
      azure.calls.map(({ path }) => path).filter((path) => path.startsWith(encoded)),
      [
        `${encoded}/Microsoft.Compute/virtualMachines/WEB01`,
        `${encoded}/Microsoft.Storage/storageAccounts/captures`,
      ],
    );
  });

  it("AzurePublic: email is sent with a token for Communication Services", async () => {
    const { mailer } = connect(loadConfig({ ...required, AZURE_CLIENT_ID: "email" }));
    await mailer.status("8f976d0d-acca-485e-a000-000000000000").catch(() => null);
    assert.deepEqual(audiences("example.communication.azure.com"), [
      "https://communication.azure.com//.default",
    ]);
  });

  it("a private cloud: only its own hosts are called", async () => {
    const config = loadConfig({
      ...required,
      AZURE_CLIENT_ID: "stack",
      AZURE_AUTHORITY_HOST: `https://${stack.signIn}`,
      AZURE_RESOURCE_MANAGER_ENDPOINT: `https://${stack.resources}/`,
    });
    await connect(config)
      .storageAccounts.find(required.CAPTURE_STORAGE_ACCOUNT_ID)
      .catch(() => null);
    assert.deepEqual(hosts(), Object.values(stack).sort());
  });
});
