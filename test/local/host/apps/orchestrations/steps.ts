import * as df from "durable-functions";

df.app.orchestration("call", function* (context) {
  const { activity, input } = context.df.getInput<{ activity: string; input?: unknown }>();
  return (yield context.df.callActivity(activity, input)) as unknown;
});

df.app.orchestration("catch", function* (context) {
  try {
    return (yield context.df.callActivity("refuse", "soup")) as unknown;
  } catch (error) {
    return (error as Error).message;
  }
});

df.app.orchestration("retry", function* (context) {
  const input = context.df.getInput<{
    key: string;
    failures: number;
    attempts: number;
    timeoutMs?: number;
  }>();
  const options = new df.RetryOptions(1000, input.attempts);
  options.backoffCoefficient = 2;
  if (input.timeoutMs !== undefined) options.retryTimeoutInMilliseconds = input.timeoutMs;
  return (yield context.df.callActivityWithRetry("flaky", options, input)) as unknown;
});

df.app.orchestration("many", function* (context) {
  const { steps } = context.df.getInput<{ steps: number }>();
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    context.df.setCustomStatus({ step });
    sum += Number(yield context.df.callActivity("echo", step));
  }
  return sum;
});

df.app.orchestration("sleep", function* (context) {
  const started = context.df.currentUtcDateTime.getTime();
  yield context.df.createTimer(new Date(started + context.df.getInput<{ ms: number }>().ms));
  return context.df.currentUtcDateTime.getTime() - started;
});

df.app.orchestration("clock", function* (context) {
  const guids = [context.df.newGuid("x")];
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1000));
  yield context.df.callActivity("echo", 1);
  guids.push(context.df.newGuid("x"));
  return { guids, parent: context.df.parentInstanceId ?? null, id: context.df.instanceId };
});
