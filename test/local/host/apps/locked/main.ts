import { app } from "@azure/functions";
import * as df from "durable-functions";

for (const authLevel of ["anonymous", "function", "admin"] as const)
  app.http(authLevel, { authLevel, handler: () => ({ body: authLevel }) });

df.app.orchestration("await", function* (context) {
  return (yield context.df.waitForExternalEvent("go")) as unknown;
});

app.http("start", {
  authLevel: "function",
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    return client.createCheckStatusResponse(request, await client.startNew("await"));
  },
});
