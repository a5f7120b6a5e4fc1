import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { EnvironmentProcess } from "../support/world/processes/environmentProcess.ts";
import { common, type Status } from "../support/world/world.ts";
import type { SimulatedCapture, SimulatedEmail } from "../support/world/simulated.ts";

async function until(statusUri: string, done: (status: Status) => boolean): Promise<Status> {
  for (;;) {
    const status = (await (await fetch(statusUri)).json()) as Status;
    if (done(status)) return status;
    await setTimeout(50);
  }
}

/** Real processes on the real clock: nothing else shows what a power cut does to them. */
describe("kill -9 of every process of the environment", () => {
  let environment: EnvironmentProcess;
  before(async () => {
    environment = await EnvironmentProcess.create({
      CAPTURE_TIME_LIMIT_SECONDS: "4",
      POLL_MIN_SECONDS: "1",
      POLL_MAX_SECONDS: "1",
    });
  });
  after(() => environment.close());

  /** Resolve in a phase of an alert. */
  const phases: Readonly<Record<string, (statusUri: string) => Promise<unknown>>> = {
    accepted: () => Promise.resolve(),
    capturing: (uri) => until(uri, ({ customStatus }) => customStatus?.phase === "capturing"),
    reporting: async (uri) => {
      await environment.control("PUT", "/faults", [{ path: "/emails:send", status: "timeout" }]);
      await until(uri, ({ customStatus }) => customStatus?.phase === "reporting");
    },
  };
  it(`leaves one capture, one file and one email: ${Object.keys(phases).join(", ")}`, async () => {
    await environment.start();
    const response = await fetch(`http://127.0.0.1:${environment.ports.app}/api/alerts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await common("WEB01")),
    });
    assert.equal(response.status, 202);
    const { statusQueryGetUri } = (await response.json()) as { statusQueryGetUri: string };
    for (const reach of Object.values(phases)) {
      await reach(statusQueryGetUri);
      await environment.kill();
      await environment.start();
    }

    const { output } = await until(statusQueryGetUri, ({ runtimeStatus }) => runtimeStatus === "Completed");
    assert.equal(output?.captures[0]?.outcome, "captured", JSON.stringify(output));
    assert.ok((output.captures[0].bytes ?? 0) > 0);
    const captures = await environment.control<SimulatedCapture[]>("GET", "/captures");
    assert.deepEqual(
      captures.map(({ status }) => status),
      ["Stopped"],
    );
    assert.equal((await environment.control<SimulatedEmail[]>("GET", "/emails")).length, 1);
  });
});
