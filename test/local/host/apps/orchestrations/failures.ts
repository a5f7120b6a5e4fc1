import * as df from "durable-functions";

df.app.orchestration("failing", function* (context) {
  yield context.df.callActivity("echo", 1);
  throw new TypeError("oops");
});

df.app.orchestration("misspelt", function* (context) {
  return (yield context.df.callActivity("ecko", 1)) as unknown;
});

df.app.orchestration("wordless", function* (context) {
  yield context.df.callActivity("echo", 1);
  throw new Error("");
});

df.app.orchestration("yieldsNoTask", function* () {
  yield 5 as unknown as df.Task;
});

df.app.orchestration("signals", function* (context) {
  context.df.signalEntity(new df.EntityId("counter", "one"), "add", 1);
  yield context.df.callActivity("echo", 1);
});

/** Asks for other things when the environment changes, as edited code would. */
df.app.orchestration("changing", function* (context) {
  if (process.env.TEST_SHAPE === "timer")
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1000));
  else yield context.df.callActivity(process.env.TEST_SHAPE ?? "echo", 1);
  yield context.df.waitForExternalEvent("go");
  return "done";
});

df.app.orchestration("callsEntity", function* (context) {
  return (yield context.df.callEntity(new df.EntityId("counter", "one"), "get")) as unknown;
});

df.app.orchestration("locksEntity", function* (context) {
  return (yield context.df.lock([new df.EntityId("counter", "one")])) as unknown;
});

df.app.orchestration("callsHttp", function* (context) {
  return (yield context.df.callHttp({ method: "GET", url: "http://127.0.0.1/" })) as unknown;
});
