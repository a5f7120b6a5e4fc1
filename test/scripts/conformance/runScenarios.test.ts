import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runConformance } from "../../support/runConformance.ts";
import { analyzed, World } from "../../support/world/world.ts";
import type { Result } from "../../../scripts/conformance/runScenarios.ts";

describe("npm run conformance", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  function run(...names: readonly string[]): Promise<readonly Result[]> {
    const { url, controlUrl } = world.environment;
    const only = names.flatMap((name) => ["--only", name]);
    return runConformance(["--host", url, "--control", controlUrl, ...only], world.clock);
  }

  it("finds on the embedded host what it expects, and leaves the world as it was", async () => {
    const vms = await world.control("GET", "/vms");
    const results = await run(
      ...["singleVm.legacy", "duplicateAtOnce", "resolved", "brokenJson", "whatIf", "health"],
    );
    assert.deepEqual(
      results.filter(({ result }) => result !== "ok"),
      [],
    );
    assert.ok(results.some(({ name }) => name === "lasting"));
    assert.equal(results.length, 7);
    assert.deepEqual(await world.control("GET", "/vms"), vms);
  });

  it("reports an app that does not capture as failed, with the reason", async () => {
    await world.control("PUT", "/faults", [{ method: "PUT", path: "/packetCaptures/", status: 403 }]);
    const results = await run("singleVm.common", "health");
    await world.control("PUT", "/faults", []);
    const [failed] = results.filter(({ result }) => result === "failed");
    assert.equal(failed?.name, "singleVm.common");
    assert.match(failed.remark ?? "", /ended as failed \(access-denied\)/);
  });

  it("skips with the reason what this host cannot show", async () => {
    const results = await run("stopDuringPoll", "wrongKey", "wrongSettings", "olderVersion", "armed");
    assert.deepEqual([...new Set(results.map(({ result }) => result))], ["skipped"]);
    const remarks = results.map(({ remark }) => remark).join("\n");
    for (const reason of [/time limit of 2 s/, /--key/, /--expect-wrong-settings/, /--versions/, /--armed/])
      assert.match(remarks, reason);
  });
});

it("npm run conformance compares the hash in the evidence record with the file", async () => {
  const world = await World.start(analyzed);
  const { url, controlUrl } = world.environment;
  const site = ["--host", url, "--control", controlUrl, "--only", "evidence"];
  const [result] = await runConformance(site, world.clock);
  await world.close();
  assert.equal(result?.result, "ok", result?.remark ?? "");
  assert.match(result.remark ?? "", /^[1-9]\d* bytes compared$/);
});
