import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultResult } from "../../src/activities/faults/faultResult.ts";
import { AzureFault, calling } from "../../src/azure/azureFault.ts";

const faultOf = async (facts: Readonly<Record<string, unknown>>): Promise<AzureFault> => {
  const error = await calling("Create the packet capture", () =>
    Promise.reject(Object.assign(new Error("said"), facts)),
  ).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof AzureFault);
  return error;
};

describe("AzureFault", () => {
  for (const code of [
    "AnotherOperationInProgress",
    "anotheroperationinprogress",
    "RetryableError",
    "RETRYABLEERROR",
    "RetryableErrorDueToAnotherOperation",
    "Conflict",
    "OperationNotAllowed",
    undefined,
  ])
    it(`may pass when Azure answers 409 ${code ?? "without a code"}`, async () => {
      assert.equal((await faultOf({ statusCode: 409, code })).passing, true);
    });

  for (const facts of [
    { statusCode: 409, code: "ScopeLocked" },
    { statusCode: 409, code: "OperationNotAllowed", message: "It would exceed the approved quota of cores." },
    { statusCode: 409, code: "NotRetryableError" },
    { statusCode: 400, code: "RetryableError" },
    { statusCode: 403, code: "AuthorizationFailed" },
  ])
    it(`does not pass after ${JSON.stringify(facts)}`, async () => {
      assert.equal((await faultOf(facts)).passing, false);
    });

  it("has bounded texts, and so has its hint, however much Azure writes", async () => {
    const headers = new Map([["x-ms-correlation-request-id", "c".repeat(5000)]]);
    const huge = {
      statusCode: 400,
      code: "C".repeat(5000),
      message: "💥".repeat(50_000),
      response: { headers },
    };
    const fault = await faultOf(huge);
    assert.ok(fault.message.length < 1700, `${fault.message.length}`);
    assert.ok(fault.message.isWellFormed());
    const result = faultResult(fault);
    assert.ok(result.ok && "refused" in result.value);
    assert.ok(result.value.hint.length <= 2000, `${result.value.hint.length}`);
  });

  it("leaves an ordinary text as it is", async () => {
    assert.equal(
      (await faultOf({ statusCode: 400, code: "Bad", message: "No." })).message,
      "Create the packet capture: 400 Bad No.",
    );
  });

  it("bounds an unforeseen error too", () => {
    const result = faultResult(new Error("x".repeat(100_000)));
    assert.ok(result.ok && "refused" in result.value);
    assert.ok(result.value.hint.length <= 2000);
  });
});
