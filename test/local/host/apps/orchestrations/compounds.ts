import * as df from "durable-functions";

const later = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

df.app.orchestration("all", function* (context) {
  const { count } = context.df.getInput<{ count: number }>();
  const tasks = Array.from({ length: count }, (_, index) => context.df.callActivity("echo", index));
  return (yield context.df.Task.all(tasks)) as unknown;
});

df.app.orchestration("allFailing", function* (context) {
  try {
    yield context.df.Task.all([
      context.df.callActivity("refuse", "soup"),
      context.df.createTimer(later(context, 60_000)),
    ]);
    return "went well";
  } catch {
    return (yield context.df.callActivity("echo", "caught")) as unknown;
  }
});

df.app.orchestration("race", function* (context) {
  const timer = context.df.createTimer(later(context, 60_000));
  const event = context.df.waitForExternalEvent("go");
  const winner: unknown = yield context.df.Task.any([timer, event]);
  if (winner === timer) return "timer";
  if (context.df.getInput<{ keepTimer?: boolean }>().keepTimer !== true) timer.cancel();
  return { event: event.result };
});

df.app.orchestration("nested", function* (context) {
  const pair = context.df.Task.all([context.df.callActivity("echo", 1), context.df.callActivity("echo", 2)]);
  const timer = context.df.createTimer(later(context, 60_000));
  const winner: unknown = yield context.df.Task.any([pair, timer]);
  timer.cancel();
  return winner === pair ? pair.result : "timer";
});
