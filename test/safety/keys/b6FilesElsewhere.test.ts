import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { captureAccount } from "../../../src/azure/hosts/captureAccount.ts";
import { clouds } from "../../../src/settings/clouds.ts";
import { ReplayingArm } from "../../support/replayingArm.ts";
import { common, vmId, World } from "../../support/world/world.ts";

const storageAccountId =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/Captures";
const file = "network-watcher-logs/subscriptions/x/packetcapture_12_00_00_123.cap";

describe("a capture file is one in the configured storage account", () => {
  const account = (cloud = clouds.AzurePublic, told: readonly string[] = []) => {
    const asked = { times: 0 };
    const blobEndpoints = () => {
      asked.times += 1;
      return Promise.resolve(told);
    };
    return { asked, ...captureAccount({ storageAccountId, cloud }, { blobEndpoints }) };
  };

  for (const [name, cloud] of Object.entries(clouds))
    it(`${name}: it is known by its name, without a call`, async () => {
      const { asked, fileIn } = account(cloud);
      for (const host of ["captures", "captures-secondary"]) {
        const url = `https://${host}.${cloud.blobSuffix}/${file}`;
        assert.equal(await fileIn(url), url);
        assert.equal(await fileIn(`${url}?sv=1&sig=x#y`), url, "a signature is not passed on");
      }
      assert.equal(asked.times, 0);
    });

  it("it is known by the addresses that Resource Manager gives: a DNS zone, a path", async () => {
    const endpoints = ["https://captures.z07.blob.storage.azure.net/", "https://127.0.0.1:10000/captures"];
    const { fileIn } = account(clouds.AzurePublic, endpoints);
    for (const endpoint of [
      "https://captures.z07.blob.storage.azure.net",
      "https://127.0.0.1:10000/captures",
    ])
      assert.equal(await fileIn(`${endpoint}/${file}`), `${endpoint}/${file}`);
  });

  it("in another cloud the public account of that name is somebody else's", async () => {
    const stack = { ...clouds.AzurePublic, resourceManagerEndpoint: "https://management.stack.example" };
    const { fileIn } = account(stack, ["https://captures.blob.stack.example/"]);
    assert.equal(await fileIn(`https://captures.blob.core.windows.net/${file}`), null);
    assert.notEqual(await fileIn(`https://captures.blob.stack.example/${file}`), null);
  });

  it("every other address is refused", async (t) => {
    const { fileIn } = account(clouds.AzurePublic, ["https://127.0.0.1:10000/captures"]);
    const own = "captures.blob.core.windows.net";
    const others = [
      `https://stranger.blob.core.windows.net/${file}`,
      `https://${own}.evil.example/${file}`,
      `https://evil.example/${own}/${file}`,
      `https://${own}@evil.example/${file}`,
      `https://user:pass@${own}/${file}`,
      `https://evil.example\\@${own}/${file}`,
      `https://evil.example#@${own}/${file}`,
      `https://xcaptures.blob.core.windows.net/${file}`,
      `https://${own}:8443/${file}`,
      `http://${own}/${file}`,
      `https://captures.blob.core.windows.net.:443/${file}`,
      `https://captures.file.core.windows.net/${file}`,
      `https://captures.blob.core.chinacloudapi.cn/${file}`,
      `https://captures.blob.core.windows.net%2eevil.example/${file}`,
      `https://127.0.0.1:10000/other/${file}`,
      `https://127.0.0.1:10000/capturesx/${file}`,
      `https://127.0.0.1:10000/captures/../other/${file}`,
      `https://127.0.0.1:10000/captures/%2e%2e/other/${file}`,
      `https://127.0.0.1:10001/captures/${file}`,
      "file:///etc/passwd",
      "javascript:alert(1)",
      "/var/captures/x.cap",
      "",
    ];
    for (const url of others) assert.equal(await fileIn(url), null, url);
    t.diagnostic(`${others.length} addresses refused`);
  });
});

describe("a capture whose file is elsewhere", () => {
  let world: World;
  let stranger: ReplayingArm;
  before(async () => {
    [world, stranger] = await Promise.all([World.start(), ReplayingArm.start()]);
  });
  after(() => Promise.all([world.close(), stranger.close()]));

  it("is reported without a link, and nothing of the app is sent there", async () => {
    const host = new URL(stranger.url).host;
    const storagePath = `${stranger.url}/c/x.cap?sig=c2VjcmV0c2lnbmF0dXJl`;
    const body = {
      name: "x",
      properties: { target: vmId("WEB01"), provisioningState: "Succeeded", storageLocation: { storagePath } },
    };
    await world.control("PUT", "/faults", [
      { method: "GET", path: "/packetCaptures/alert-", status: 200, body },
    ]);
    const { capture, emails } = await world.run(await common("WEB01"));
    assert.deepEqual(stranger.calls, []);
    assert.deepEqual([capture.outcome, capture.fileUrl, capture.summary], ["captured", null, null]);
    assert.ok(capture.hint?.includes(host), capture.hint ?? "");
    const [email] = emails;
    assert.ok(email?.text.includes(host) === true);
    assert.doesNotMatch(email.html + email.text, new RegExp(`${stranger.url}|c2VjcmV0`));
  });
});
