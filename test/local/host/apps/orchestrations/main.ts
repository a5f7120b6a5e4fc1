import * as df from "durable-functions";
import { app } from "@azure/functions";
import "./activities.ts";
import "./compounds.ts";
import "./control.ts";
import "./failures.ts";
import "./pitfalls.ts";
import "./protocol.ts";
import "./steps.ts";

const reviveTimes = (name: string, value: unknown): unknown =>
  name.startsWith("createdTime") ? new Date(String(value)) : value;

/** Calls the durable client as the body says: {call, args}; answers with what it returns or throws. */
app.http("client", {
  methods: ["POST"],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const { call, args } = JSON.parse(await request.text(), reviveTimes) as { call: string; args: unknown[] };
    const client = df.getClient(context) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    try {
      return { jsonBody: { returned: (await client[call]?.(...args)) ?? null } };
    } catch (error) {
      return { jsonBody: { thrown: String(error) } };
    }
  },
});

app.http("start", {
  route: "start/{name}/{id?}",
  methods: ["POST"],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const { name = "", id } = request.params;
    const input: unknown = await request.json();
    const instanceId = await client.startNew(name, id === undefined ? { input } : { input, instanceId: id });
    return client.createCheckStatusResponse(request, instanceId);
  },
});

app.http("wait", {
  route: "wait/{id}",
  extraInputs: [df.input.durableClient()],
  handler: (request, context) =>
    df.getClient(context).waitForCompletionOrCreateCheckStatusResponse(request, request.params.id ?? "", {
      timeoutInMilliseconds: 30,
      retryIntervalInMilliseconds: 10,
    }),
});
