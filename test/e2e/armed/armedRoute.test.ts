import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { hostConnection } from "../../../local/environment/blobStorage.ts";
import { createAppStorage, type AppStorage } from "../../../src/azure/appStorage.ts";
import { emptyRingRecord, ringRecordName } from "../../../src/captures/rings/ringRecord.ts";
import { loadConfig } from "../../../src/config.ts";
import { EventLog } from "../../support/eventLog.ts";
import { as, reader } from "../../support/http/signedIn.ts";
import { at, faultFacts, liveFacts, ringFacts, vmIdOf } from "../../support/rings/rings.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { vmId, World } from "../../support/world/world.ts";
import type { ArmedVms } from "../../../src/api/armedVms.ts";
import type { Problem } from "../../../src/api/problem.ts";
import type { Ring } from "../../../src/captures/rings/ring.ts";

/** The app's own storage, as a test reaches it. */
async function recordsOf(WEBSITE_SITE_NAME: string): Promise<AppStorage> {
  const config = loadConfig({
    CAPTURE_STORAGE_ACCOUNT_ID: `${vmId("X").replace(/Microsoft\.Compute.*/, "")}Microsoft.Storage/storageAccounts/captures`,
    AzureWebJobsStorage: hostConnection((await sharedStorage()).blob.endpoint),
    WEBSITE_SITE_NAME,
    NOTIFY_EMAIL_TO: "oncall@example.com",
    EMAIL_SENDER: "alerts@example.com",
    EMAIL_ENDPOINT: "https://email.example.com",
  });
  return createAppStorage(config, { getToken: () => Promise.resolve(null) });
}

describe("GET /api/armed", () => {
  const site = `armed-${randomUUID()}`;
  let world: World;
  let records: AppStorage;
  before(async () => {
    records = await recordsOf(site);
    world = await World.start({ WEBSITE_SITE_NAME: site, WEBSITE_AUTH_ENABLED: "True" });
  });
  after(() => world.close());

  const write = async (text: string) => {
    const version = (await records.read(ringRecordName))?.version ?? null;
    assert.notEqual(await records.write(ringRecordName, text, version), null);
    // An answer is kept for two seconds, until something changes.
    await fetch(`${world.environment.url}/api/captures/none/stop`, { method: "POST" });
  };
  const record = (...rings: readonly Ring[]) => write(JSON.stringify({ ...emptyRingRecord, rings }));
  const get = (path = "/api/armed", headers: Record<string, string> = {}) =>
    fetch(`${world.environment.url}${path}`, { headers });
  const vms = async () => ((await (await get()).json()) as ArmedVms).vms;

  it("is empty without a record of rings, and while that is damaged", async () => {
    const answer = await get();
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { vms: [] });
    await write("{");
    assert.deepEqual(await vms(), []);
  });

  it("has the state of each ring, since when, how far back it reaches, and why there is none", async () => {
    await record(
      ringFacts({ session: liveFacts() }),
      ringFacts({ vmId: vmIdOf("WEB02") }),
      ringFacts({ vmId: vmIdOf("DB01"), fault: faultFacts() }),
      ringFacts({ vmId: vmIdOf("OLD01"), isLeaving: true, session: liveFacts() }),
    );
    const [running, ...others] = await vms();
    assert.ok(Number.isInteger(running?.coversSeconds));
    assert.deepEqual(
      [{ ...running, coversSeconds: 0 }, ...others],
      [
        { vmId: vmIdOf("WEB01"), state: "running", since: at("10:02:10"), coversSeconds: 0, error: null },
        { vmId: vmIdOf("WEB02"), state: "starting", since: at("10:00:00"), coversSeconds: 0, error: null },
        {
          ...{ vmId: vmIdOf("DB01"), state: "failed", since: at("10:00:05"), coversSeconds: 0 },
          error: faultFacts().hint,
        },
        {
          ...{ vmId: vmIdOf("OLD01"), state: "running", since: at("10:02:10"), coversSeconds: 0 },
          error: "It is armed no longer and is being stopped.",
        },
      ],
    );
  });

  it("is the same to whoever is signed in with the right to read, and a 304 until it changes", async () => {
    await record(ringFacts());
    const answer = await get("/api/ui/api/armed", as(reader));
    assert.equal(answer.status, 200);
    assert.deepEqual(((await answer.json()) as ArmedVms).vms, await vms());
    const etag = answer.headers.get("etag") ?? "";
    assert.equal((await get("/api/armed", { "If-None-Match": etag })).status, 304);
    await record();
    assert.equal((await get("/api/armed", { "If-None-Match": etag })).status, 200);
    assert.equal((await get("/api/ui/api/armed", as([]))).status, 403);
  });
});

describe("GET /api/armed while the app's storage does not answer", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    const { tls, blob } = await sharedStorage();
    const silent = { ...blob, endpoint: blob.endpoint.replace(/:\d+/, ":9") };
    world = await World.start({}, { log: log.add, storage: { tls, blob: silent } });
  });
  after(() => world.close());

  it("is a 503 with Retry-After and without a secret, and is logged", async () => {
    const answer = await fetch(`${world.environment.url}/api/armed`);
    assert.equal(answer.status, 503);
    assert.match(answer.headers.get("retry-after") ?? "", /^\d+$/);
    const { detail } = (await answer.json()) as Problem;
    assert.match(detail, /^The app's storage does not answer\. Read a record of the app: ECONNREFUSED/);
    assert.ok(!detail.includes("AccountKey"));
    assert.equal(log.all().filter(({ event }) => event === "armed.unavailable").length, 1);
  });
});
