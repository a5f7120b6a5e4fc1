import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as df from "durable-functions";

/** Where activities leave their marks, so that a test knows of every run of each. */
const ledger = process.env.TEST_LEDGER ?? "/dev/null";

interface Step {
  readonly id: string;
  readonly step: number;
}

async function run({ id, step }: Step): Promise<number> {
  const mark = `${id} ${step}`;
  appendFileSync(ledger, `${mark}\n`);
  await setTimeout((step * 7) % 20);
  return readFileSync(ledger, "utf8")
    .split("\n")
    .filter((line) => line === mark).length;
}

df.app.activity("step", {
  handler: async (step: Step) => {
    await run(step);
    return step.step;
  },
});

df.app.activity("flaky", {
  handler: async (step: Step) => {
    const runs = await run(step);
    if (runs <= 2) throw new Error(`run ${runs} fails`);
    return step.step;
  },
});

const retry = new df.RetryOptions(15, 5);

const soon = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

const total = (numbers: unknown): number => (numbers as number[]).reduce((sum, number) => sum + number, 0);

/** Everything that the app's orchestrators are made of. The result is 1 + 2 + … + 12, and the event's data. */
df.app.orchestration("voyage", function* (context) {
  const id = context.df.instanceId;
  const step = (number: number): Step => ({ id, step: number });
  let sum = 0;
  for (const number of [1, 2, 3]) {
    sum += Number(yield context.df.callActivity("step", step(number)));
    yield context.df.createTimer(soon(context, number * 15));
  }
  sum += Number(yield context.df.callActivityWithRetry("flaky", retry, step(4)));
  sum += total(yield context.df.Task.all([5, 6, 7].map((n) => context.df.callActivity("step", step(n)))));
  sum += total(
    yield context.df.Task.all([
      context.df.callSubOrchestrator("leg", step(8), `${id}-leg`),
      context.df.callSubOrchestrator("laps", { ...step(9), laps: 3 }),
    ]),
  );
  const timer = context.df.createTimer(soon(context, 600_000));
  const arrival = context.df.waitForExternalEvent("arrive");
  yield context.df.Task.any([timer, arrival]);
  timer.cancel();
  sum += Number(yield context.df.callSubOrchestratorWithRetry("leg", retry, step(10)));
  for (const number of [11, 12]) sum += Number(yield context.df.callActivity("step", step(number)));
  return { sum, arrival: arrival.result };
});

df.app.orchestration("leg", function* (context) {
  yield context.df.createTimer(soon(context, 10));
  return (yield context.df.callActivity("step", context.df.getInput())) as unknown;
});

df.app.orchestration("laps", function* (context) {
  const input = context.df.getInput<Step & { laps: number }>();
  const result: unknown = yield context.df.callActivity("step", { id: input.id, step: input.step });
  if (input.laps === 0) return result;
  context.df.continueAsNew({ ...input, laps: input.laps - 1 });
  return undefined;
});
