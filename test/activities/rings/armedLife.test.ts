import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { isDeep } from "../../support/depth.ts";
import { ArmedLife, type Fate } from "../../support/rings/armedLife.ts";
import { vmIdOf } from "../../support/rings/rings.ts";

const vmIds = ["WEB01", "WEB02", "WEB03"].map(vmIdOf);
const config = loadConfig({
  CAPTURE_STORAGE_ACCOUNT_ID:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures",
  NOTIFY_EMAIL_TO: "a@b.c",
  EMAIL_SENDER: "a@b.c",
  EMAIL_ENDPOINT: "https://mail.example.com",
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  ARMED_VMS: vmIds.join(","),
  ARMED_SESSION_SECONDS: "1800",
});

const quiet: Fate = { faults: 0, kills: 0, doubles: 0, alerts: 0, failures: 0, losses: 0, records: 0 };
const seeds = Array.from(
  { length: isDeep ? 120 : 6 },
  (_, number) => `${process.env.SEED ?? "life"}-${number}`,
);

/** Longer than the longest back-off, and then until ended sessions are gone that an alert has taken. */
const recoveryMinutes = 35;

async function life(seed: string, fate: Fate): Promise<ArmedLife> {
  const armed = new ArmedLife(seed, config, fate);
  await armed.minutes(60);
  armed.fate = quiet;
  await armed.minutes(recoveryMinutes);
  return armed;
}

function assertSound(seed: string, { azure }: ArmedLife, mostPerVm: number): void {
  assert.ok(azure.mostPerVm <= mostPerVm, `${azure.mostPerVm} rings ran on one VM (SEED=${seed})`);
  for (const vmId of vmIds) {
    const running = azure.running(vmId).map(({ name }) => name);
    assert.equal(running.length, 1, `${vmId} has ${running.length} rings (SEED=${seed})`);
    const ring = azure.record.rings.find((one) => one.vmId === vmId);
    assert.equal(ring?.session?.captureName, running[0], `SEED=${seed}`);
    assert.equal(ring?.fault, null, `SEED=${seed}`);
    assert.deepEqual(ring.strays, [], `SEED=${seed}`);
  }
  assert.ok(
    azure.listed().length <= vmIds.length * 2,
    `${azure.listed().length} sessions are left (SEED=${seed})`,
  );
}

describe("the life of armed VMs", () => {
  const fates: Readonly<Record<string, Fate>> = {
    "with alerts": { ...quiet, alerts: 30 },
    "with sessions that fail or are deleted": { ...quiet, failures: 20, losses: 10 },
    "with calls that fail": { ...quiet, faults: 15, alerts: 20 },
    "with crashes and steps that run twice": { ...quiet, kills: 20, doubles: 20, alerts: 20 },
    "with everything": {
      faults: 10,
      kills: 10,
      doubles: 10,
      alerts: 20,
      failures: 10,
      losses: 5,
      records: 0,
    },
  };
  for (const [title, fate] of Object.entries(fates))
    it(`has never two rings on a VM, and one again within the back-off, ${title}`, async () => {
      const count = { created: 0, alerts: 0, killed: 0 };
      for (const seed of seeds) {
        const armed = await life(seed, fate);
        assertSound(seed, armed, 1);
        count.created += armed.azure.created;
        count.alerts += armed.alerts;
        count.killed += armed.killed;
      }
      console.log(`${seeds.length} lives of 95 minutes: ${JSON.stringify(count)}`);
    });

  it("finds its rings again when the record is lost or damaged", async () => {
    for (const seed of seeds) assertSound(seed, await life(seed, { ...quiet, records: 10, alerts: 10 }), 2);
  });
});
