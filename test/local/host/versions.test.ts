import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runsVersion, type Versions } from "../../../local/host/versions.ts";
import { appDirectory, HostWorld } from "../../support/world/hostWorld.ts";

it("an instance ends on the path of its version after the app's next version is deployed", async () => {
  const directory = mkdtempSync(join(tmpdir(), "host-versions-"));
  const stateFile = join(directory, "state.sqlite");
  const first = await HostWorld.start({ app: "firstVersion", stateFile });
  const start = (world: HostWorld, id: string) => world.durable("POST", `orchestrators/order/${id}`, {});
  await start(first, "begun");
  await first.clock.settle();
  await first.close();
  const second = await HostWorld.start({ app: "secondVersion", stateFile, clock: first.clock });
  await start(second, "new");
  for (const id of ["begun", "new"]) await second.event(id, "go");
  assert.deepEqual((await second.ending("begun")).output, ["1.0", "first", "last"]);
  assert.deepEqual((await second.ending("new")).output, ["2.0", "only"]);
  const [, started] = second.host.historyOf("begun");
  assert.ok(started !== undefined && "Version" in started);
  assert.equal(started.Version, "1.0");
  await second.close();
  rmSync(directory, { recursive: true });
});

describe("an app of version 2.0", () => {
  let world: HostWorld;
  before(async () => {
    world = await HostWorld.start({ app: "secondVersion" });
  });
  after(() => world.close());

  const outputOf = async (path: string, input = {}) => {
    await world.durable("POST", `orchestrators/${path}`, input);
    return (await world.ending(/[^/?]+\/([^?]+)/.exec(path)?.[1] ?? "")).output;
  };

  it("gives its version to an instance without one, and the caller's to the others; generations keep it", async () => {
    assert.equal(await outputOf("ownVersion/own"), "2.0");
    assert.equal(await outputOf("ownVersion/older?version=1.7"), "1.7");
  });

  it("gives its version to a child without one, even of an older instance", async () => {
    assert.equal(await outputOf("versionOfChild/old?version=1.0"), "2.0");
    assert.equal(await outputOf("versionOfChild/told?version=1.0", { version: "1.0" }), "1.0");
  });

  it("leaves an instance of a newer version Pending, and says so once", async () => {
    await world.durable("POST", "orchestrators/ownVersion/newer?version=2.1", {});
    await world.clock.advance(60_000);
    await world.event("newer", "any");
    assert.equal((await world.status("newer")).runtimeStatus, "Pending");
    assert.equal(world.warnings().filter((message) => message.includes("newer has version '2.1'")).length, 1);
  });
});

it("versionFailureStrategy Fail fails an instance of another version", async () => {
  const directory = mkdtempSync(join(appDirectory("secondVersion"), "..", ".strict-"));
  try {
    cpSync(appDirectory("secondVersion"), directory, { recursive: true });
    const durableTask = {
      defaultVersion: "2.0",
      versionMatchStrategy: "strict",
      versionFailureStrategy: "Fail",
    };
    writeFileSync(
      join(directory, "host.json"),
      JSON.stringify({ version: "2.0", extensions: { durableTask } }),
    );
    const world = await HostWorld.start({ directory });
    await world.durable("POST", "orchestrators/ownVersion/older?version=1.0", {});
    const { runtimeStatus, output } = await world.ending("older");
    assert.deepEqual(
      [runtimeStatus, output],
      ["Failed", "Orchestration version did not comply with Worker Versioning"],
    );
    await world.close();
  } finally {
    rmSync(directory, { recursive: true });
  }
});

describe("an instance's version", () => {
  const ofApp = (own: string, match: Versions["match"]): Versions => ({ own, match, failure: "Reject" });

  for (const [match, own, version, runs] of [
    ["None", "1.0", "9.0", true],
    ["Strict", "1.0", "1.0", true],
    ["Strict", "1.0", "1.0.0", false],
    ["Strict", "1.0", "", false],
    ["CurrentOrOlder", "2.0", "10.0", false],
    ["CurrentOrOlder", "10.0", "2.0", true],
    ["CurrentOrOlder", "1.0", "1.0.0", false],
    ["CurrentOrOlder", "1.0", "", true],
    ["CurrentOrOlder", "", "", true],
    ["CurrentOrOlder", "", "1.0", false],
    ["CurrentOrOlder", "v2", "V1", true],
    ["CurrentOrOlder", "v2", "V3", false],
    ["CurrentOrOlder", "10", "2", false],
  ] as const)
    it(`'${version}' ${runs ? "runs" : "does not run"} on an app of '${own}' with ${match}`, () => {
      assert.equal(runsVersion(ofApp(own, match), version), runs);
    });
});
