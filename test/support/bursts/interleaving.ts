import { setImmediate } from "node:timers/promises";
import { createRandom, type Random } from "../../../local/traffic/random.ts";
import { clearConflicts } from "../../../src/activities/clearConflicts.ts";
import { createCapture } from "../../../src/activities/createCapture.ts";
import { isRefusal } from "../../../src/captures/outcome/refusal.ts";
import { planOf } from "../../../src/captures/plan/planOf.ts";
import { Killed, SteppedAzure } from "./steppedAzure.ts";
import type { ActivityInvocation } from "../../../src/activities/activityFunction.ts";
import type { CaptureSite } from "../../../src/captures/site/captureSite.ts";
import type { Config } from "../../../src/config.ts";

/** What an interleaving is made of. */
interface Interleaving {
  readonly seed: string;
  readonly config: Config;
  /** VM names, one for each alert; all alerts come at the same instant. */
  readonly vms: readonly string[];
  /** Sessions of strangers. */
  readonly strangers: number;
  /** How often an instance of the app is killed. */
  readonly kills: number;
}

/** The most sessions at any moment, and how each alert ended: a capture's name, or a code. */
interface Outcome {
  readonly mostPerVm: number;
  readonly mostSessions: number;
  readonly ends: readonly string[];
}

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers";
const watcher = { subscriptionId: "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11", resourceGroup: "nw", name: "nw" };
const most = 100_000;

const siteOf = (name: string): CaptureSite => ({
  vm: {
    id: `${group}/Microsoft.Compute/virtualMachines/${name}`,
    name,
    location: "westeurope",
    osType: "Linux",
    powerState: "running",
    hasAgent: true,
  },
  watcher,
});

/**
 * The app's own steps of many alerts in two instances of it, whose every call to storage and to Azure is
 * carried out in an order that a seed decides.
 */
export async function interleave({ seed, config, vms, strangers, kills }: Interleaving): Promise<Outcome> {
  const random = createRandom(seed);
  const azure = new SteppedAzure(random, config, strangers);
  const ends: string[] = [];
  const alerts = vms.map((vm, number) =>
    alert(azure, random, config, siteOf(vm), number).then((end) => ends.push(end)),
  );
  const killAt = new Set(Array.from({ length: kills }, () => random.integer(1, vms.length * 12)));
  for (let step = 1; ends.length < vms.length; step += 1) {
    if (step > most) throw new Error(`The alerts do not end (SEED=${seed}).`);
    if (killAt.has(step)) azure.kill();
    azure.step();
    await setImmediate();
  }
  await Promise.all(alerts);
  return { mostPerVm: azure.mostPerVm, mostSessions: azure.mostSessions, ends };
}

/** One alert's way to its capture, as openSession orders it. */
async function alert(
  azure: SteppedAzure,
  random: Random,
  config: Config,
  site: CaptureSite,
  number: number,
): Promise<string> {
  const plan = planOf(config, config.limits);
  const captureName = `${config.namePrefix}-${site.vm.name}-${number.toString(16).padStart(16, "0")}`;
  const order = { site, captureName, plan, queries: [] };
  const arrivedAt = azure.now();
  for (let attempt = 1; ;) {
    const instance = azure.anyInstance();
    const invocation = invocationOf(azure, number, attempt);
    try {
      const origin = { rule: "burst", arrivedAt };
      const cleared = await clearConflicts(instance.azure, config)({ ...order, origin }, invocation);
      if (isRefusal(cleared)) return cleared.refused;
      if (cleared.next === "follow") return cleared.captureName;
      if (cleared.next === "create") {
        const made = await createCapture(instance.azure, config)(
          { ...order, limits: plan.limits },
          invocation,
        );
        if (isRefusal(made)) return made.refused;
        if (!("next" in made)) return made.captureName;
      }
      await azure.timer(random.integer(1, 5));
    } catch (error) {
      // A killed instance's step is delivered again.
      if (!(error instanceof Killed)) throw error;
      attempt += 1;
    }
  }
}

const invocationOf = (azure: SteppedAzure, number: number, attempt: number): ActivityInvocation => ({
  attempt,
  isLast: false,
  now: azure.now(),
  instanceId: `alert-${number}`,
  instances: () => {
    throw new Error("These steps look at no other orchestration.");
  },
  log: () => undefined,
});
