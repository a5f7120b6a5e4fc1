import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { activityFunction, type ActivityHandler } from "../../src/activities/activityFunction.ts";
import { AzureFault } from "../../src/azure/azureFault.ts";
import { refuse } from "../../src/captures/outcome/refusal.ts";
import { NotYet } from "../../src/durable/notYet.ts";

const occurrence = "0123456789abcdef0123456789abcdef";
const ids = { instanceId: `alert-${occurrence}:1`, parentInstanceId: `alert-${occurrence}`, occurrence };
const step = { step: "aStep", attempt: 2 };

/** What a handler makes the log say: level and event. */
async function told(handler: ActivityHandler<object, object>): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  const at = (level: string) => (text: string) => void lines.push([level, JSON.parse(text)]);
  const context = { functionName: "aStep", info: at("info"), warn: at("warn"), error: at("error") };
  const moment = { attempt: 2, isLast: false, now: "2026-11-23T02:00:00Z", instanceId: ids.instanceId };
  await activityFunction(
    handler,
    () => assert.fail("It needs no other instances."),
    null,
  )({ input: {}, ...moment }, context);
  return lines;
}

const fault = (status: number) => {
  const facts = { code: "Busy", correlationId: "c-1", retryAfterSeconds: 7, message: "secret words" };
  return new AzureFault("Read the VM", { status, ...facts });
};
const ofFault = { operation: "Read the VM", code: "Busy", correlationId: "c-1", retryAfterSeconds: 7 };

describe("activityFunction: the log events of a step", () => {
  it("are only its handler's when it succeeds, under the alert's ids", async () => {
    const lines = await told((_, { log }) => {
      log("vm.resolved", { vmId: "x" });
      return Promise.resolve({});
    });
    assert.deepEqual(lines, [["info", { event: "vm.resolved", ...ids, vmId: "x" }]]);
  });

  for (const [what, handler, level, event] of [
    [
      "a refusal's code",
      () => Promise.resolve(refuse("vm-not-running", "secret words")),
      "info",
      { event: "step.refused", code: "vm-not-running" },
    ],
    [
      "that it waits",
      () => Promise.reject(new NotYet(refuse("storage-failed", "secret words"))),
      "info",
      { event: "step.waiting", code: "storage-failed" },
    ],
    [
      "a passing fault of Azure without its words",
      () => Promise.reject(fault(503)),
      "warn",
      { event: "azure.fault", ...ofFault, status: 503, passing: true, refused: "unexpected" },
    ],
    [
      "a lasting one",
      () => Promise.reject(fault(403)),
      "warn",
      { event: "azure.fault", ...ofFault, status: 403, passing: false, refused: "access-denied" },
    ],
    [
      "an error that nobody foresaw, without addresses",
      () => Promise.reject(new TypeError("oops at https://x/?code=secret")),
      "error",
      { event: "step.failed", cause: "TypeError: oops at (address)" },
    ],
  ] as const)
    it(`are ${what}`, async () => {
      assert.deepEqual(await told(handler), [[level, { ...ids, ...step, ...event }]]);
    });
});
