import * as df from "durable-functions";

df.app.orchestration("await", function* (context) {
  context.df.setCustomStatus({ waiting: true });
  const data: unknown = yield context.df.waitForExternalEvent("go");
  return { data };
});

df.app.orchestration("lateAwait", function* (context) {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60_000));
  const first: unknown = yield context.df.waitForExternalEvent("go");
  const second: unknown = yield context.df.waitForExternalEvent("go");
  return [first, second];
});

df.app.orchestration("parent", function* (context) {
  const { child, input, id } = context.df.getInput<{ child: string; input?: unknown; id?: string }>();
  try {
    return { child: (yield context.df.callSubOrchestrator(child, input, id)) as unknown };
  } catch (error) {
    return { caught: (error as Error).message };
  }
});

df.app.orchestration("countdown", function* (context) {
  const { left } = context.df.getInput<{ left: number }>();
  context.df.setCustomStatus({ left });
  yield context.df.callActivity("echo", left);
  if (left === 0) return "zero";
  context.df.continueAsNew({ left: left - 1 });
  return undefined;
});

/** Goes on with its own input until told otherwise; the winner of each race is an event. */
df.app.orchestration("looping", function* (context) {
  const { rounds } = context.df.getInput<{ rounds: number }>();
  if (rounds === 3) return "three rounds for one event";
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60_000));
  yield context.df.Task.any([timer, context.df.waitForExternalEvent("go")]);
  timer.cancel();
  context.df.continueAsNew({ rounds: rounds + 1 });
  return undefined;
});

df.app.orchestration("bigStatus", function* (context) {
  context.df.setCustomStatus("x".repeat(9_000));
  yield context.df.callActivity("echo", 1);
  return "done";
});

/** Leaves a cancelled timer behind in its first generation, and waits for one of the same number in its second. */
df.app.orchestration("renewing", function* (context) {
  const { again } = context.df.getInput<{ again: boolean }>();
  const timer = context.df.createTimer(
    new Date(context.df.currentUtcDateTime.getTime() + (again ? 60_000 : 120_000)),
  );
  if (again) {
    yield context.df.Task.any([timer, context.df.callActivity("echo", 1)]);
    timer.cancel();
    context.df.continueAsNew({ again: false });
    return undefined;
  }
  yield timer;
  return "woken by its own timer";
});
