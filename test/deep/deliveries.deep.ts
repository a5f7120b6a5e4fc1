import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { alertPayload } from "../../local/azure/monitor/alertPayload.ts";
import { deliver } from "../../local/azure/monitor/deliver.ts";
import { realClock } from "../../local/environment/clock.ts";
import { orchestratorNames } from "../../src/durable/instances/orchestratorNames.ts";
import { randomNumbers } from "../support/alerts/mutations.ts";
import { instancesUri } from "../support/world/calls.ts";
import { EnvironmentProcess } from "../support/world/processes/environmentProcess.ts";
import { vm, vmId } from "../support/world/world.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

const occurrences = 200;
const deliveriesEach = 5;
const atOnce = 20;

/** Short and small, so that two hundred of them end soon. */
const settings = {
  CAPTURE_TIME_LIMIT_SECONDS: "1",
  CAPTURE_MAX_BYTES: "20000",
  CAPTURE_SESSION_LIMIT: "1000",
  CAPTURES_PER_HOUR: "0",
  POLL_MIN_SECONDS: "1",
  POLL_MAX_SECONDS: "1",
};

const names = Array.from({ length: occurrences }, (_, index) => `M${index}`);

/** Every alert several times over, in random order. */
function shuffledDeliveries(random: () => number): readonly unknown[] {
  const alerts = names.map((name) =>
    alertPayload({
      ...{ vm: vmId(name), schema: "common", condition: "Fired" },
      ...{ at: Date.now(), id: randomUUID() },
    }),
  );
  return Array.from({ length: deliveriesEach }, () => alerts)
    .flat()
    .map((alert) => ({ alert, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ alert }) => alert);
}

interface Instance {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
}

/** Those of alerts: the timer of armed VMs starts one too, at every quarter of an hour. */
async function instances({ ports }: EnvironmentProcess): Promise<readonly Instance[]> {
  const response = await fetch(instancesUri(`http://127.0.0.1:${ports.app}`));
  const all = (await response.json()) as Instance[];
  return all.filter(({ name }) => name === orchestratorNames.captureOnAlert);
}

it(`${occurrences * deliveriesEach} deliveries of ${occurrences} alerts, with a kill -9 in the middle`, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`SEED=${seed}`);
  const environment = await EnvironmentProcess.create(settings);
  t.after(() => environment.close());
  await environment.start();
  await environment.control(
    "PUT",
    "/vms",
    names.map((name) => vm(name)),
  );
  const tally = await deliverAll(environment, shuffledDeliveries(randomNumbers(seed)));
  t.diagnostic(`answers: ${JSON.stringify(tally)}`);

  let known = await instances(environment);
  while (known.some(({ runtimeStatus }) => ["Pending", "Running"].includes(runtimeStatus))) {
    await setTimeout(500);
    known = await instances(environment);
  }
  assert.equal(known.length, occurrences);
  assert.deepEqual([...new Set(known.map(({ runtimeStatus }) => runtimeStatus))], ["Completed"]);
  const captures = await environment.control<SimulatedCapture[]>("GET", "/captures");
  assert.equal(captures.length, occurrences);
  assert.equal(new Set(captures.map(({ target }) => target.toLowerCase())).size, occurrences);
  const emails = await environment.control<SimulatedEmail[]>("GET", "/emails");
  assert.equal(emails.length, occurrences);
  assert.equal(emails.filter(({ subject }) => subject.includes("captured")).length, occurrences);
  t.diagnostic(`${known.length} instances, ${captures.length} captures, ${emails.length} emails`);
});

/** Delivers as an action group does, many at once, and cuts the power when half of them are answered. */
async function deliverAll(environment: EnvironmentProcess, deliveries: readonly unknown[]) {
  const url = `http://127.0.0.1:${environment.ports.app}/api/alerts`;
  const tally: Record<string, number> = {};
  const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  let next = 0;
  let answered = 0;
  const restarts: Promise<void>[] = [];
  const worker = async () => {
    for (;;) {
      const payload = deliveries[next];
      if (payload === undefined) return;
      next += 1;
      const attempts = await deliver({ url, payload, clock: realClock });
      for (const { status } of attempts.slice(0, -1)) count(`try again after ${status ?? "no answer"}`);
      const last = attempts.at(-1);
      assert.equal(last?.status, 202, JSON.stringify(last));
      count((last.body as { outcome: string }).outcome);
      answered += 1;
      if (answered === deliveries.length / 2)
        restarts.push(environment.kill().then(() => environment.start()));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await Promise.all(restarts);
  return tally;
}
