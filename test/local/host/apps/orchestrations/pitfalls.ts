import * as df from "durable-functions";

const later = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

const day = 24 * 3_600_000;

/** The race is won by an activity that succeeds at its second attempt. */
df.app.orchestration("racingRetry", function* (context) {
  const attempts = context.df.callActivityWithRetry("flaky", new df.RetryOptions(1000, 3), {
    key: context.df.instanceId,
    failures: 1,
  });
  const timer = context.df.createTimer(later(context, 60_000));
  yield context.df.Task.any([attempts, timer]);
  timer.cancel();
  return (yield context.df.callActivity("echo", "after")) as unknown;
});

/** The race is won by an event, in the timer's second segment when that comes late enough. */
df.app.orchestration("racingLongTimer", function* (context) {
  const timer = context.df.createTimer(later(context, 9 * day));
  yield context.df.Task.any([timer, context.df.waitForExternalEvent("go")]);
  timer.cancel();
  return (yield context.df.callActivity("echo", "after")) as unknown;
});

df.app.orchestration("sameTaskTwice", function* (context) {
  const slow = context.df.callSubOrchestrator("sleep", { ms: 60_000 });
  yield context.df.Task.any([slow, context.df.callActivity("echo", "first")]);
  return (yield context.df.Task.all([slow, context.df.callActivity("echo", "second")])) as unknown;
});

/** One child fails at once, the other at its first attempt only. */
df.app.orchestration("failingBesideRetry", function* (context) {
  const key = context.df.instanceId;
  try {
    yield context.df.Task.all([
      context.df.callActivity("refuse", "soup"),
      context.df.callActivityWithRetry("flaky", new df.RetryOptions(1000, 3), { key, failures: 1 }),
    ]);
  } catch {
    // The siblings of the failed one go on.
  }
  return (yield context.df.callActivity("echo", "after")) as unknown;
});

df.app.orchestration("continuesWithText", function* (context) {
  const input = context.df.getInput<unknown>();
  if (typeof input === "string") return input;
  yield context.df.callActivity("echo", 1);
  context.df.continueAsNew("text");
  return undefined;
});

/** Nobody waits for an event in its first generation. */
df.app.orchestration("forgetful", function* (context) {
  const { again } = context.df.getInput<{ again: boolean }>();
  const timer = context.df.createTimer(later(context, 60_000));
  if (again) {
    yield timer;
    context.df.continueAsNew({ again: false });
    return undefined;
  }
  const event = context.df.waitForExternalEvent("go");
  const winner: unknown = yield context.df.Task.any([timer, event]);
  return winner === timer ? "no event" : "event";
});
