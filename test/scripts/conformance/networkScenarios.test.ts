import assert from "node:assert/strict";
import { it } from "node:test";
import { runConformance } from "../../support/runConformance.ts";
import { analyzed, World } from "../../support/world/world.ts";

it("npm run conformance finds scale sets captured, and the rule that denies a flow named", async () => {
  const settings = { ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "120", CAPTURE_BYTES_PER_PACKET: "0" };
  const world = await World.start(settings, { startAt: Date.now() });
  const { url, controlUrl } = world.environment;
  const only = ["uniformSet", "flexibleSet", "verdict"];
  const site = ["--host", url, "--control", controlUrl, ...only.flatMap((name) => ["--only", name])];
  const results = await runConformance(site, world.clock);
  const left = await Promise.all([world.control("GET", "/scale-sets"), world.control("GET", "/network")]);
  await world.close();
  for (const name of Object.keys(settings)) process.env[name] = "";
  const told = results.map(({ name, result }) => `${name} ${result}`);
  const expected = ["flexibleSet ok", "lasting ok", "uniformSet ok", "verdict ok"];
  assert.deepEqual(told.toSorted(), expected, JSON.stringify(results));
  assert.match(results.find(({ name }) => name === "verdict")?.remark ?? "", /^[1-9] of [1-9] flows denied$/);
  assert.deepEqual(left, [[], []], "what the scenarios added is taken away again");
});
