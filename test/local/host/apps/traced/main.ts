import { app } from "@azure/functions";
import * as df from "durable-functions";

app.http("web", {
  handler: (_request, context) => {
    context.info("called");
    return { body: context.traceContext?.traceParent ?? "" };
  },
});

df.app.activity("activity", {
  handler: (_input: unknown, context) => {
    context.info("called");
    return context.traceContext?.traceParent;
  },
});

df.app.orchestration("child", function* (context) {
  const activity = (yield context.df.callActivity("activity")) as unknown;
  return [context.traceContext?.traceParent, activity];
});

/** Gives the spans of everything that ran, over two generations with a timer between. */
df.app.orchestration("spans", function* (context) {
  const { before } = context.df.getInput<{ before: unknown[] | null }>();
  const activity = (yield context.df.callActivity("activity")) as unknown;
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60_000));
  const child = (yield context.df.callSubOrchestrator("child")) as unknown[];
  const spans = [...(before ?? []), context.traceContext?.traceParent, activity, ...child];
  if (before === null) {
    context.df.continueAsNew({ before: spans });
    return undefined;
  }
  return spans;
});
