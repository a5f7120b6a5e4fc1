import assert from "node:assert/strict";
import { loadConfig } from "../../../src/config.ts";
import { interleave } from "./interleaving.ts";

const config = (settings: Record<string, string>) =>
  loadConfig({
    CAPTURE_STORAGE_ACCOUNT_ID:
      "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures",
    AzureWebJobsStorage: "UseDevelopmentStorage=true",
    NOTIFY_EMAIL_TO: "oncall@example.com",
    EMAIL_SENDER: "alerts@example.com",
    EMAIL_ENDPOINT: "https://email.example.com",
    CAPTURE_TIME_LIMIT_SECONDS: "18000",
    ...settings,
  });

const names = (count: number) => Array.from({ length: count }, (_, number) => `VM${number}`);
const sameVm = (count: number) => Array.from({ length: count }, () => "WEB01");
const counted = (ends: readonly string[], end: RegExp) => ends.filter((one) => end.test(one)).length;

/** Bursts that an order of calls must not change. Each runs to its end under a seed, and asserts it. */
export const burstCases: Readonly<Record<string, (seed: string) => Promise<void>>> = {
  async "eight alerts for one VM make one capture under join"(seed) {
    const outcome = await interleave({ seed, config: config({}), vms: sameVm(8), strangers: 1, kills: 2 });
    assert.equal(outcome.mostPerVm, 1, seed);
    assert.equal(new Set(outcome.ends).size, 1, seed);
  },

  async "six alerts for one VM within a cooldown make one capture, whatever the policy"(seed) {
    const settings = { CAPTURE_CONFLICT_POLICY: "parallel", CAPTURE_COOLDOWN_SECONDS: "3600" };
    const outcome = await interleave({
      seed,
      config: config(settings),
      vms: sameVm(6),
      strangers: 0,
      kills: 1,
    });
    assert.equal(outcome.mostPerVm, 1, seed);
    assert.equal(counted(outcome.ends, /^cooldown$/), 5, seed);
  },

  async "ten VMs beside three strangers never exceed a limit of six sessions"(seed) {
    const settings = { CAPTURE_SESSION_LIMIT: "6", CAPTURE_CONFLICT_POLICY: "parallel" };
    const outcome = await interleave({
      seed,
      config: config(settings),
      vms: names(10),
      strangers: 3,
      kills: 2,
    });
    assert.equal(outcome.mostSessions, 6, seed);
    assert.equal(counted(outcome.ends, /^session-limit$/), 7, `${seed}: ${outcome.ends.join()}`);
  },
};
