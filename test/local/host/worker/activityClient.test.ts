import assert from "node:assert/strict";
import { it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

it("an activity starts, reads and stops another instance through its Durable client, in its own trace", async () => {
  const world = await HostWorld.start({ app: "conductor" });
  const headers = { "Content-Type": "application/json", traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const path = "/runtime/webhooks/durabletask/orchestrators/conductor/band";
  assert.equal((await world.fetch(path, { method: "POST", headers, body: "{}" })).status, 202);
  const { runtimeStatus, output } = await world.ending("band");
  assert.equal(runtimeStatus, "Completed", JSON.stringify(output));
  const { span, playing, ended } = output as {
    span: string;
    playing: unknown;
    ended: { runtimeStatus: string; output: [span: string, event: string] };
  };
  assert.deepEqual(playing, { runtimeStatus: "Running", output: null });
  assert.equal(ended.runtimeStatus, "Completed");
  assert.equal(ended.output[1], "enough");
  assert.deepEqual(
    [span, ended.output[0]].map((parent) => parent.split("-")[1]),
    [traceId, traceId],
  );
  await world.close();
});
