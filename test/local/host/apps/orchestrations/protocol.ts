import * as df from "durable-functions";

const later = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

/** Everything that leaves an event in a history. */
df.app.orchestration("everything", function* (context) {
  const caught: string[] = [];
  yield context.df.callActivity("echo", 1);
  yield context.df.callSubOrchestrator("sleep", { ms: 1000 });
  for (const task of [
    () => context.df.callActivity("refuse", "soup"),
    () => context.df.callSubOrchestrator("failing"),
  ])
    try {
      yield task();
    } catch (error) {
      caught.push((error as Error).message.split("\n")[0] ?? "");
    }
  yield context.df.createTimer(later(context, 1000));
  yield context.df.waitForExternalEvent("go");
  return caught;
});

/** Makes three tasks, and yields the second, then the first. */
df.app.orchestration("yieldsInAnotherOrder", function* (context) {
  const first = context.df.callActivity("echo", "first");
  const second = context.df.callActivity("echo", "second");
  context.df.callActivity("echo", "never");
  return [(yield second) as unknown, (yield first) as unknown];
});

/** Which of two waiters for one name gets the event. */
df.app.orchestration("twoWaiters", function* (context) {
  const older = context.df.waitForExternalEvent("go");
  const newer = context.df.waitForExternalEvent("go");
  const winner: unknown = yield context.df.Task.any([older, newer]);
  return winner === newer ? "newer" : "older";
});

df.app.orchestration("clearsStatus", function* (context) {
  context.df.setCustomStatus({ step: 1 });
  yield context.df.callActivity("echo", 1);
  context.df.setCustomStatus(null);
  yield context.df.callActivity("echo", 2);
  return context.df.version;
});

/** Goes on to another status as soon as its activity has ended. */
df.app.orchestration("statusAhead", function* (context) {
  context.df.setCustomStatus("before");
  yield context.df.callSubOrchestrator("sleep", { ms: 1000 });
  context.df.setCustomStatus("after");
  yield context.df.callActivity("echo", 1);
  return "done";
});

/** Its first generation ends while an activity of it has yet to answer. */
df.app.orchestration("leavesResultBehind", function* (context) {
  const { again } = context.df.getInput<{ again: boolean }>();
  const slow = context.df.callSubOrchestrator("sleep", { ms: again ? 60_000 : 120_000 });
  if (!again) return (yield slow) as unknown;
  const timer = context.df.createTimer(later(context, 1000));
  yield context.df.Task.any([slow, timer]);
  context.df.continueAsNew({ again: false });
  return undefined;
});

df.app.orchestration("retriesChild", function* (context) {
  const input = context.df.getInput<{ key: string; failures: number; attempts: number }>();
  const options = new df.RetryOptions(1000, input.attempts);
  return (yield context.df.callSubOrchestratorWithRetry("flakyChild", options, input)) as unknown;
});

df.app.orchestration("flakyChild", function* (context) {
  return (yield context.df.callActivity("flaky", context.df.getInput())) as unknown;
});

df.app.orchestration("mute", function* (context) {
  yield context.df.callActivity("nothing");
});

df.app.orchestration("described", function* (context) {
  try {
    return (yield context.df.callActivity("serve")) as unknown;
  } catch (error) {
    const { message, failureDetails } = error as df.TaskFailedError;
    return { message, ...failureDetails };
  }
});
