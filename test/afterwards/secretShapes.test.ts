import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Tokens } from "../../local/azure/identity/tokens.ts";
import { managementUrls } from "../../local/host/http/durableClientBinding.ts";
import { keptKey, openStore } from "../../local/host/store/store.ts";
import { alertTexts, reportSentences, secretShapes } from "./secretShapes.ts";

const principal = { clientId: "c", objectId: "o" };
const token = new Tokens(randomBytes(32).toString("base64")).issue("https://x", principal, 60).token;
const store = openStore(":memory:");
const key = keptKey(store, "master key");
store.close();
const accessKey = randomBytes(32).toString("base64");
const storageKey = Buffer.from("simulated storage account key").toString("base64");
const webhooks = { origin: "http://127.0.0.1:7071", hubName: "Hub", key };

const shapesOf = (text: string): readonly string[] =>
  secretShapes.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);

describe("secretShapes", () => {
  for (const [what, text, name] of [
    ["a token of the simulated identity", `token ${token}.`, "a token"],
    ["a bearer header", "authorization: Bearer abc", "an Authorization header"],
    ["a bearer header in JSON", '{"Authorization":"x"}', "an Authorization header"],
    ["a key of the embedded host", `the key ${key} opens it`, "a key of the Functions host"],
    ["an access key", `key ${accessKey}`, "a key in base64"],
    ["the simulated storage account's key", storageKey, "a key in base64"],
    ["a management URL", managementUrls(webhooks, "a").statusQueryGetUri, "a key in an address or a header"],
    [
      "a connection string of Communication Services",
      `endpoint=https://x/;accesskey=${accessKey}`,
      "a connection string",
    ],
    [
      "a connection string of a storage account",
      `AccountName=a;AccountKey=${storageKey}`,
      "a connection string",
    ],
    ["a shared access signature", "https://a/b.cap?sv=2024-01-01&sig=abc%3D", "a shared access signature"],
    ["a sign-in's form", "client_secret=abc", "a client secret"],
    ["a recipient", "to oncall@example.com", "an email address"],
    ["an email's HTML", '<td style="x">WEB01</td>', "HTML"],
  ] as const)
    it(`finds ${what}`, () => {
      assert.ok(shapesOf(text).includes(name), shapesOf(text).join());
    });

  it("finds nothing in an event, an instance id, a capture name and a VM id", () => {
    const vmId =
      "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/WEB01";
    const event = { event: "capture.created", instanceId: `alert-${"0123456789abcdef".repeat(2)}:1`, vmId };
    const captureName = "alert-WEB01-8f976d0dacca85ea";
    assert.deepEqual(
      shapesOf(JSON.stringify({ ...event, captureName, seconds: 60, code: "vm-not-running" })),
      [],
    );
  });
});

it("sentences of reports and texts of alerts are searched for", () => {
  assert.ok(reportSentences().length >= 5, reportSentences().join("\n"));
  assert.ok(alertTexts().length >= 3, alertTexts().join("\n"));
});
