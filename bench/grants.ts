/*
 * node bench/grants.ts [--alerts N] [--runs N]: the delay that the grant adds to the PUT which starts a
 * capture, when N alerts on N VMs come at once, in one and in three instances of the app, with the records in
 * Azurite. Fails when the budget is missed.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { hostConnection } from "../local/environment/blobStorage.ts";
import { startStorage } from "../local/environment/environment.ts";
import { GrantLedger } from "../src/activities/sessions/grantLedger.ts";
import { createAppStorage, type AppStorage } from "../src/azure/appStorage.ts";
import { decideGrant } from "../src/captures/grants/decideGrant.ts";
import { notes } from "../src/captures/grants/notes.ts";
import { planOf } from "../src/captures/plan/planOf.ts";
import { loadConfig } from "../src/config.ts";

const { values } = parseArgs({
  options: { alerts: { type: "string", default: "200" }, runs: { type: "string", default: "5" } },
});
const [alerts, runs] = [Number(values.alerts), Number(values.runs)];
/** Milliseconds, at the 95th percentile. */
const budget = 2_000;

const { blob } = await startStorage(null, 0);
const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers";
const configOf = (app: string) =>
  loadConfig({
    CAPTURE_STORAGE_ACCOUNT_ID: `${group}/Microsoft.Storage/storageAccounts/captures`,
    AzureWebJobsStorage: hostConnection(blob.endpoint),
    WEBSITE_SITE_NAME: app,
    NOTIFY_EMAIL_TO: "oncall@example.com",
    EMAIL_SENDER: "alerts@example.com",
    EMAIL_ENDPOINT: "https://email.example.com",
    CAPTURE_SESSION_LIMIT: "10000",
  });

/** Reads, grants and claims for one alert, as the app does between its list and its PUT; milliseconds. */
async function delayOf(ledger: GrantLedger, number: number): Promise<number> {
  const config = configOf("bench");
  const begun = performance.now();
  const seen = await ledger.glance();
  const now = new Date().toISOString();
  const captureName = `alert-VM${number}-${number.toString(16).padStart(16, "0")}`;
  const vmId = `${group}/Microsoft.Compute/virtualMachines/VM${number}`;
  const speaker = { instanceId: `alert-${number}`, rule: "bench" };
  const plan = planOf(config, config.limits);
  const unlimited = { listed: [], capturesPerHour: 0, isOnDemand: false };
  const request = { captureName, vmId, watcher: "s/g/nw", speaker, plan, now, seen, ...unlimited };
  const log = () => undefined;
  await ledger.change((current) => decideGrant(current, request), log);
  await ledger.change((current) => notes.claim(current, captureName, now), log);
  const delay = performance.now() - begun;
  await ledger.note((current) => notes.accept(current, captureName, now), log);
  return delay;
}

let missed = false;
for (const instances of [1, 3]) {
  const delays: number[] = [];
  let writes = 0;
  for (let run = 0; run < runs; run += 1) {
    const config = configOf(randomUUID());
    const ledgers = Array.from({ length: instances }, () => {
      const storage = createAppStorage(config, { getToken: () => Promise.resolve(null) });
      const counting: AppStorage = {
        ...storage,
        write: (name, text, version) => {
          writes += 1;
          return storage.write(name, text, version);
        },
      };
      return new GrantLedger(counting);
    });
    const all = Array.from({ length: alerts }, (_, number) => {
      const ledger = ledgers[number % instances];
      return ledger === undefined ? Promise.resolve(0) : delayOf(ledger, number);
    });
    delays.push(...(await Promise.all(all)));
  }
  delays.sort((a, b) => a - b);
  const at = (share: number) => Math.round(delays[Math.floor(delays.length * share)] ?? 0);
  missed ||= at(0.95) >= budget;
  console.log(
    `${alerts} alerts at once, ${instances} instance(s): the grant adds p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1 - 1e-9)} ms; ${Math.round(writes / runs)} writes`,
  );
}
await blob.close();
console.log(`p95 budget ${budget} ms: ${missed ? "missed" : "met"}`);
process.exitCode = missed ? 1 : 0;
