import * as df from "durable-functions";

/** Says on standard output that it has run, so that a test can count and choose its moment. */
df.app.activity("mark", {
  handler: ({ id, step }: { id: string; step: number }) => {
    console.log(`mark ${id} ${step}`);
    return step;
  },
});

df.app.orchestration("journey", function* (context) {
  const id = context.df.instanceId;
  let sum = 0;
  for (const step of [1, 2, 3]) {
    sum += Number(yield context.df.callActivity("mark", { id, step }));
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 20));
  }
  const both = [4, 5].map((step) => context.df.callSubOrchestrator("leg", { id, step }));
  const legs = (yield context.df.Task.all(both)) as number[];
  const end: unknown = yield context.df.waitForExternalEvent("arrive");
  return { sum: legs.reduce((total, leg) => total + leg, sum), end };
});

df.app.orchestration("leg", function* (context) {
  return (yield context.df.callActivity("mark", context.df.getInput())) as unknown;
});
