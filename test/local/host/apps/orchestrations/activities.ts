import { setTimeout } from "node:timers/promises";
import * as df from "durable-functions";

df.app.activity("echo", { handler: (input: unknown) => input });
df.app.activity("kindOf", { handler: (input: unknown) => `${typeof input} ${String(input)}` });
df.app.activity("nothing", { handler: () => undefined });
df.app.activity("bytes", { handler: () => Buffer.from("abc") });
df.app.activity("refuse", {
  handler: (input: unknown) => {
    throw new RangeError(`no ${String(input)} for AccountKey=hunter2`);
  },
});

const calls = new Map<string, number>();

/** Fails as often as `failures` says, then answers with the number of the call. */
df.app.activity("flaky", {
  handler: ({ key, failures }: { key: string; failures: number }) => {
    const number = (calls.get(key) ?? 0) + 1;
    calls.set(key, number);
    if (number <= failures) throw new Error(`failure ${number}`);
    return number;
  },
});

class OutOfSoup extends Error {
  override readonly name = "OutOfSoup" as const;
}

df.app.setExceptionPropertiesProvider({
  getExceptionProperties: (error) => (error instanceof OutOfSoup ? { bowls: 0 } : undefined),
});

df.app.activity("serve", {
  handler: () => {
    throw new OutOfSoup("none left");
  },
});

df.app.activity("slow", {
  handler: async (_: unknown, context) => {
    context.log("slow begins");
    await setTimeout(50);
    return "finished";
  },
});
