import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readVmCaptures } from "../../../src/activities/children/readVmCaptures.ts";
import { faultEvent } from "../../../src/activities/faults/faultEvent.ts";
import { faultResult } from "../../../src/activities/faults/faultResult.ts";
import { signIn } from "../../../src/azure/identity/signIn.ts";
import { activity } from "../../../src/durable/activity.ts";
import { call } from "../../../src/durable/call.ts";
import { lazily } from "../../../src/lazily.ts";
import { SteppedOrchestration } from "../../support/histories/steppedOrchestration.ts";
import { allSecrets, secretValues } from "../../support/secrets.ts";
import type { OrchestrationContext } from "durable-functions";

function expectNone(where: string, text: string): void {
  for (const value of secretValues) assert.ok(!text.includes(value), `${where}: ${text}`);
}

describe("secrets in what the Functions host and the app itself say", () => {
  it("are removed from the failure of an activity that the host cuts short", async () => {
    const run = new SteppedOrchestration(function* (context: OrchestrationContext) {
      const once = activity<object, object>("check", {
        attempts: 1,
        firstSeconds: 1,
        maxSeconds: 1,
        withinSeconds: 1,
      });
      return yield* call(context, once, {});
    });
    const [order] = await run.episode();
    assert.ok(order !== undefined);
    await run.episode({ ...run.failureOf(order), Reason: allSecrets } as never);
    const output = JSON.stringify(run.outcome);
    assert.match(output, /The step check was cut short/);
    expectNone("outcome", output);
    assert.ok(output.length < 2000, `${output.length}`);
  });

  it("are removed from the end of the orchestration of one of several VMs", async () => {
    for (const runtimeStatus of ["Failed", "Terminated"]) {
      const status = { runtimeStatus, output: allSecrets, instanceId: "i", name: "capturePackets" };
      const instances = () => ({ read: () => Promise.resolve(status) });
      const invocation = { instances, log: () => undefined, attempt: 1, now: "", instanceId: "i" };
      const { readings } = (await readVmCaptures()({ instanceIds: ["a"] }, invocation as never)) as {
        readings: unknown;
      };
      assert.match(JSON.stringify(readings), new RegExp(`ended as ${runtimeStatus}`));
      expectNone(runtimeStatus, JSON.stringify(readings));
    }
  });

  it("are removed from an unforeseen error, in the hint and in the log", () => {
    const error = new SyntaxError(`Unexpected token '<', "${allSecrets}" is not valid JSON`);
    expectNone("hint", JSON.stringify(faultResult(error)));
    expectNone("log", JSON.stringify(faultEvent(error)));
  });

  it("are removed from what the sign-in says", async () => {
    const config = { identity: { kind: "managed", clientId: null }, azureTimeoutSeconds: 1 } as never;
    const said = Object.assign(new Error(`Description: ${allSecrets}`), { errorCode: allSecrets });
    const fault: unknown = await signIn(config, () => Promise.reject(said)).catch(
      (thrown: unknown) => thrown,
    );
    assert.match(String(fault), /Sign in/);
    expectNone("hint", JSON.stringify([String(fault), faultResult(fault), faultEvent(fault)]));
  });

  it("are removed from the error of a part that cannot be loaded", async () => {
    const error: string = await lazily("the clients", () =>
      Promise.reject<string>(new Error(allSecrets)),
    )().catch((thrown: unknown) => String(thrown));
    assert.match(error, /could not load the clients/);
    expectNone("hint", error);
  });
});
