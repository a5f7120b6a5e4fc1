import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFileLinks } from "../../../src/azure/files/fileLinks.ts";
import { loadConfig } from "../../../src/config.ts";

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg";
const config = loadConfig({
  CAPTURE_STORAGE_ACCOUNT_ID: `${group}/providers/Microsoft.Storage/storageAccounts/captures`,
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "alerts@example.com",
  EMAIL_ENDPOINT: "https://mail.example.com",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
});
const file = "network-watcher-logs/x/packetcapture_12_00_00_123.cap";

describe("a link to a file that is elsewhere", () => {
  for (const url of [
    `https://stranger.blob.core.windows.net/${file}`,
    `https://captures.blob.core.windows.net.evil.example/${file}`,
    `http://captures.blob.core.windows.net/${file}`,
    "/var/captures/x.cap",
  ])
    it(`is not made, and no token is asked for: ${url}`, async () => {
      const asked: string[] = [];
      const credential = {
        getToken: (scope: string | string[]) => {
          asked.push(...[scope].flat());
          return Promise.resolve({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 });
        },
      };
      const accounts = { blobEndpoints: () => Promise.resolve([]) };
      const links = createFileLinks(config, credential, accounts);
      await assert.rejects(links.link(url, "x.cap"), { code: "ForeignHost" });
      assert.deepEqual(asked, []);
    });
});
