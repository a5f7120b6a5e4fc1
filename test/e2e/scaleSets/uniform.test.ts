import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { alertOn, setId, type SetInstance } from "../../support/scaleSets/alertOn.ts";
import { interruptions, lineOf } from "../../support/world/interruptions.ts";
import { analyzed, group, World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

const account = `${group}/providers/Microsoft.Storage/storageAccounts/captureonalert`;

describe("an alert on a Uniform scale set", () => {
  let world: World;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "60", CAPTURES_PER_HOUR: "0" });
  });
  let name = "";
  beforeEach(() => {
    // Each test has a set of its own: its files are below it.
    name = `set${randomUUID().slice(0, 6)}`;
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const put = (instances: readonly SetInstance[], facts: object = {}) =>
    world.control("PUT", "/scale-sets", [{ id: setId(name), instances, ...facts }]);
  const running = (count: number): SetInstance[] =>
    Array.from({ length: count }, (_, id) => ({ id: String(id) }));
  const run = async (...instances: string[]): Promise<CaptureOutcome> =>
    (await world.run(alertOn(name, instances))).capture;
  const rows = ({ instances }: CaptureOutcome) => instances?.map(({ id, outcome }) => `${id} ${outcome}`);
  const scopeOf = async ({ captureName }: Pick<CaptureOutcome, "captureName">) =>
    ((await world.captures()).find((one) => one.name === captureName) as unknown as { scope: unknown }).scope;

  it("captures all instances in one session, and the gravest lead leads", async () => {
    await put([
      { id: "0", traffic: "ordinary" },
      { id: "1", traffic: "port-scan" },
      { id: "2", traffic: "ordinary" },
    ]);
    const capture = await run();
    assert.equal(capture.vmId, setId(name));
    assert.deepEqual(
      [capture.vmName, capture.outcome, capture.code, capture.stopReason],
      [name, "captured", null, "TimeExceeded"],
    );
    assert.deepEqual(rows(capture)?.toSorted(), ["0 captured", "1 captured", "2 captured"]);
    assert.equal(capture.leadingInstance, "1");
    assert.equal(capture.instances?.[0]?.id, "1");
    assert.match(capture.summary?.lead ?? "", /probes \d+ TCP ports/);
    assert.equal(capture.instances[0].lead, capture.summary?.lead);
    assert.equal(capture.fileUrl, capture.instances[0].fileUrl);
    assert.ok(
      capture.instances.every(({ fileUrl }) => fileUrl?.startsWith(capture.instanceFolder ?? "-") === true),
    );
    assert.match(capture.sha256 ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(await scopeOf(capture), { include: ["0", "1", "2"], exclude: [] });
    const [session] = (await world.captures()).filter(({ target }) => target === setId(name));
    const files = (session as unknown as { instances: { id: string; bytes: number }[] }).instances;
    for (const { id, bytes } of capture.instances)
      assert.equal(bytes, files.find((file) => file.id === id)?.bytes, id);
  });

  it("captures only the instance that it names, and finds its file under any layout of paths", async () => {
    await put(running(4), { filesBy: "name" });
    const capture = await run("3");
    assert.deepEqual(
      [rows(capture), await scopeOf(capture)],
      [["3 captured"], { include: ["3"], exclude: [] }],
    );
    assert.match(capture.fileUrl ?? "", new RegExp(`/${name}_3/`));
  });

  it("tells instances that are off, without agent, or gone apart, and captures the others", async () => {
    await put([{ id: "0" }, { id: "1", powerState: "deallocated" }, { id: "2", agent: false }]);
    const capture = await run("0", "1", "2", "7");
    assert.equal(capture.outcome, "captured");
    assert.deepEqual(rows(capture)?.toSorted(), ["0 captured", "1 skipped", "2 skipped", "7 gone"]);
    assert.deepEqual(await scopeOf(capture), { include: ["0"], exclude: [] });
    assert.match(JSON.stringify(capture.instances), /deallocated.*agent extension.*no instance/);
  });

  it("captures at most 20 of 25, and tells those within 2 KiB", async () => {
    await put(running(25));
    const capture = await run();
    assert.equal(((await scopeOf(capture)) as { include: string[] }).include.length, 20);
    assert.ok(Buffer.byteLength(JSON.stringify(capture.instances)) <= 2048);
    assert.equal(capture.instances?.filter(({ outcome }) => outcome === "captured").length, 20);
    assert.ok(capture.instanceFolder !== null);
  });

  it("tells an instance that stops meanwhile as gone, and one without a file as failed", async () => {
    const instances = [{ id: "0" }, { id: "1" }, { id: "2", losesFile: true }];
    await put(instances);
    const instance = await world.fire(alertOn(name));
    await world.reach(instance, "capturing");
    await world.clock.advance(10_000);
    await put(instances.filter(({ id }) => id !== "1"));
    const [capture] = (await world.outcome(instance)).captures;
    assert.ok(capture !== undefined);
    assert.deepEqual(rows(capture)?.toSorted(), ["0 captured", "1 gone", "2 failed"]);
    assert.equal(capture.stopReason, "TimeExceeded");
  });

  it("fails when all of its instances are gone", async () => {
    await put(running(2));
    const instance = await world.fire(alertOn(name));
    await world.reach(instance, "capturing");
    await world.clock.advance(10_000);
    await put([]);
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual([capture?.outcome, capture?.code], ["failed", "capture-failed"]);
    assert.match(capture?.hint ?? "", /does not exist or is in stopped state/);
  });

  for (const [instances, code] of [
    [[{ id: "0", powerState: "stopped" }], "vm-not-running"],
    [[{ id: "0", agent: false }], "agent-missing"],
    [[], "vm-not-found"],
  ] as const)
    it(`without an instance that can be captured fails as ${code}, and starts no session`, async () => {
      await put(instances);
      const capture = await run();
      assert.deepEqual([capture.outcome, capture.code], ["failed", code]);
      assert.ok((await world.captures()).every(({ target }) => target !== setId(name)));
    });

  it("that does not exist fails as vm-not-found, told as a scale set", async () => {
    const capture = await run();
    assert.equal(capture.code, "vm-not-found");
    assert.match(capture.hint ?? "", /no scale set/);
  });

  it("is stopped early by a person", async () => {
    await put(running(2));
    const instance = await world.fire(alertOn(name));
    await world.reach(instance, "capturing");
    await world.clock.advance(10_000);
    await world.app("POST", `/captures/${instance.id}/stop`);
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual(
      [capture?.outcome, capture?.stopReason, capture?.stoppedBy],
      ["captured", "Manual", "person"],
    );
    assert.equal(capture?.instances?.length, 2);
  });

  it("whose orchestration is terminated is reported with the files of its instances", async () => {
    await put([{ id: "0" }, { id: "1" }, { id: "2", losesFile: true }]);
    const instance = await world.fire(alertOn(name));
    await world.reach(instance, "capturing");
    const act = interruptions(world);
    const before = (await world.emails()).length;
    await act.terminate(instance.id);
    const line = lineOf(await act.onlyEmail(before));
    assert.match(line, new RegExp(`Scale set ${name}: 2 of 3 instances captured, 1 failed -`));
    assert.match(line, /The capture has ended\. Its files were not analyzed\./);
    for (const id of ["0", "1"])
      assert.match(line, new RegExp(`${id} Captured [\\d.]+ [KM]iB – virtualmachines/${id}/\\S+\\.cap`));
    assert.match(line, /2 Failed – It has left no file in storage\./);
  });

  it("joins a capture that has its instances, and starts its own beside one that has not", async () => {
    await put(running(3));
    const whole = await world.fire(alertOn(name));
    await world.reach(whole, "capturing");
    const joining = await world.fire(alertOn(name, ["2"]));
    const [joined] = (await world.outcome(joining)).captures;
    assert.equal(joined?.joined, true);
    const [own] = (await world.outcome(whole)).captures;
    assert.equal(own?.instances?.length, 3);
    const found = ({ instances, instanceFolder, leadingInstance, network }: CaptureOutcome) => [
      ...[instances, instanceFolder, leadingInstance, network],
    ];
    assert.deepEqual(found(joined), found(own), "what that capture's report has");

    const one = await world.fire(alertOn(name, ["0"]));
    await world.reach(one, "capturing");
    const other = await world.fire(alertOn(name, ["1"]));
    const [apart] = (await world.outcome(other)).captures;
    const [first] = (await world.outcome(one)).captures;
    assert.deepEqual([apart?.joined, first?.joined], [false, false]);
    assert.deepEqual([apart && rows(apart), first && rows(first)], [["1 captured"], ["0 captured"]]);
    assert.notEqual(apart?.captureName, first?.captureName);
  });

  it("keeps the app's limits, and writes where it is told", async () => {
    await put(running(1));
    const capture = await run();
    const session = (await world.captures()).find(({ name: own }) => own === capture.captureName);
    assert.equal(session?.timeLimitInSeconds, 60, JSON.stringify(capture));
    assert.equal((session as unknown as { storageId: string }).storageId, account);
  });

  it("is requested on demand, as a set or as one instance, and told in a dry run", async () => {
    await put(running(3));
    const request = (vmId: string, query = "") =>
      fetch(`${world.environment.url}/api/captures${query}`, {
        ...{ method: "POST", headers: { "Content-Type": "application/json" } },
        body: JSON.stringify({ vmId }),
      });
    const plan = (await (await request(`${setId(name)}/virtualMachines/2`, "?whatIf=true")).json()) as {
      targets: { vmId: string; instances: string[] }[];
    };
    assert.deepEqual(
      plan.targets.map(({ vmId, instances }) => [vmId, instances]),
      [[setId(name), ["2"]]],
    );
    const accepted = await request(`${setId(name)}/virtualMachines/2`);
    assert.equal(accepted.status, 202);
    const instance = (await accepted.json()) as Awaited<ReturnType<World["fire"]>>;
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual(capture && rows(capture), ["2 captured"]);
  });

  it("beside a VM is captured in an orchestration of its own", async () => {
    await put(running(2));
    const instance = await world.fire(alertOn(name, [], ["WEB01"]));
    const { captures } = await world.outcome(instance);
    assert.deepEqual(
      captures.map(({ outcome }) => outcome),
      ["captured", "captured"],
    );
    assert.deepEqual(captures.map(({ instances }) => instances?.length ?? null).toSorted(), [2, null]);
  });
});
