import assert from "node:assert/strict";
import { it } from "node:test";
import { runConformance } from "../../support/runConformance.ts";
import { EnvironmentProcess } from "../../support/world/processes/environmentProcess.ts";

/** Captures that are stopped would last a minute: a slow machine, too, hears of the stop before their end. */
const settings = { CAPTURE_TIME_LIMIT_SECONDS: "120", CAPTURE_SESSION_LIMIT: "1000", CAPTURES_PER_HOUR: "0" };
const notHere = ["armed", "olderVersion", "wrongKey", "wrongSettings"];

it("npm run conformance finds nothing wrong with the embedded host in real time", async (t) => {
  const environment = await EnvironmentProcess.create(settings);
  t.after(() => environment.close());
  await environment.start();
  const { app, control } = environment.ports;
  const urls = ["--host", `http://127.0.0.1:${app}`, "--control", `http://127.0.0.1:${control}`];
  // Other tests share the machine, and nothing here is about time.
  const results = await runConformance([...urls, "--timeout", "900"]);
  for (const { name, result, remark } of results) t.diagnostic(`${result} ${name}: ${remark ?? ""}`);
  assert.deepEqual(
    results.filter(({ result }) => result === "failed"),
    [],
  );
  const skipped = results.filter(({ result }) => result === "skipped").map(({ name }) => name);
  assert.deepEqual(skipped.toSorted(), notHere);
});
