import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { appDirectory, HostWorld } from "../../support/world/hostWorld.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = `00-${traceId}-00f067aa0ba902b7-00`;
const form = /^00-([\da-f]{32})-([\da-f]{16})-(0[01])$/;
const parts = (text: string) => form.exec(text)?.slice(1) ?? [];

/** Starts `spans` under a trace. Returns its own span and those of all its calls. */
async function spansOf(world: HostWorld, headers: Record<string, string>): Promise<readonly string[]> {
  const body = JSON.stringify({ before: null });
  const init = { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body };
  const started = await world.fetch("/runtime/webhooks/durabletask/orchestrators/spans", init);
  const { id } = (await started.json()) as { id: string };
  return (await world.ending(id)).output as string[];
}

describe("the trace of", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start({ app: "traced" });
  });
  after(() => world.close());

  it("a request continues in its function, in a span of its own", async () => {
    const span = await (await world.fetch("/api/web", { headers: { traceparent } })).text();
    const [trace, own, flags] = parts(span);
    assert.deepEqual([trace, flags], [traceId, "00"]);
    assert.notEqual(own, "00f067aa0ba902b7");
  });

  for (const [what, headers] of [
    ["without a trace", {}],
    ["with an invalid trace", { traceparent: "00-0-0-01" }],
  ] as const)
    it(`a request ${what} is new and sampled`, async () => {
      const [trace, , flags] = parts(await (await world.fetch("/api/web", { headers })).text());
      assert.match(trace ?? "", /^[\da-f]{32}$/);
      assert.equal(flags, "01");
      assert.notEqual(trace, traceId);
    });

  it("an orchestration continues in its activities and children, and in its next generation", async () => {
    const spans = await spansOf(world, { traceparent });
    assert.equal(spans.length, 8);
    assert.deepEqual([...new Set(spans.map((span) => parts(span)[0]))], [traceId]);
    assert.equal(new Set(spans.map((span) => parts(span)[1])).size, 8, "a span each");
  });

  it("an orchestration whose starter has no trace is new", async () => {
    const traces = new Set((await spansOf(world, {})).map((span) => parts(span)[0]));
    assert.equal(traces.size, 1);
    assert.ok(!traces.has(traceId));
  });

  it("a function is part of its log entries, with its name and its invocation id", () => {
    const own = world.log.filter(({ message }) => message === "called");
    assert.ok(own.length > 0);
    for (const { functionName, invocationId, traceId: trace } of own) {
      assert.match(functionName ?? "", /^(?:web|activity)$/);
      assert.match(invocationId ?? "", /^[\da-f-]{36}$/);
      assert.match(trace ?? "", /^[\da-f]{32}$/);
    }
  });
});

it("without distributed tracing every call in an orchestration is a trace of its own", async () => {
  const directory = mkdtempSync(join(appDirectory("traced"), "..", ".untraced-"));
  try {
    cpSync(appDirectory("traced"), directory, { recursive: true });
    writeFileSync(join(directory, "host.json"), JSON.stringify({ version: "2.0" }));
    const world = await HostWorld.start({ directory });
    const spans = await spansOf(world, { traceparent });
    await world.close();
    assert.equal(new Set(spans.map((span) => parts(span)[0])).size, 8);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
