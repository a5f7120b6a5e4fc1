import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { readPcap } from "../../support/packets/readPcap.ts";
import { startOfArmedWorld } from "../../support/rings/armedWorld.ts";
import { analyzed, common, group, vm, vmId, World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { SimulatedCapture } from "../../support/world/simulated.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

/** Of a time with nanoseconds, in milliseconds since the epoch. */
function millisecondsOf(time: string | null | undefined): number {
  const [, seconds = "", fraction = ""] = /^(.*)\.(\d{9})Z$/.exec(time ?? "") ?? [];
  return Date.parse(`${seconds}Z`) + Number(fraction) / 1e6;
}

describe("an alert on an armed VM", () => {
  let world: World;
  let tests = 0;
  const named = (name: string) => `${name}-${tests}`;
  const alertOn = (...names: string[]) => common(...names.map(named));
  before(async () => {
    const settings = { ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "30", ARMED_VMS: group };
    world = await World.start(settings, { startAt: startOfArmedWorld() });
  });
  // Each test has VMs of its own; the rings of those before end with their VMs.
  beforeEach(() => {
    tests += 1;
    return arm("ARMED");
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  /** Makes these VMs the only ones, and lets their rings record for a while. */
  async function arm(...names: string[]): Promise<void> {
    await world.control(
      "PUT",
      "/vms",
      names.map((name) => vm(named(name))),
    );
    await world.clock.runUntil(async () => {
      const counts = await Promise.all(names.map(async (name) => (await running(name)).length));
      return counts.every((count) => count > 0);
    });
    await world.clock.advance(90_000);
  }

  const ringsOf = async (name: string): Promise<readonly SimulatedCapture[]> =>
    (await world.captures()).filter((one) => one.name.startsWith(`alert-ring-${named(name)}-`));
  const running = async (name: string) => (await ringsOf(name)).filter(({ status }) => status === "Running");
  const raise = async ({ sendEventPostUri }: Instance, event: string): Promise<void> => {
    const uri = sendEventPostUri.replace("{eventName}", event);
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "null" };
    assert.equal((await fetch(uri, init)).status, 202);
  };

  /** Times of packets, in milliseconds since the epoch, of files in storage. */
  async function timesIn(urls: readonly string[]): Promise<readonly number[]> {
    const files = await Promise.all(urls.map((url) => world.environment.readBlob(url)));
    return files.flatMap((file) => readPcap(file).map(({ at }) => at));
  }

  /** What the outcome must tell of the ring, by the packets in its files themselves. */
  async function checkBefore({ before: told, summary }: CaptureOutcome): Promise<void> {
    assert.ok(told !== null && summary !== null);
    const begunAt = millisecondsOf(summary.before?.captureFrom);
    const times = (await timesIn(told.files)).filter((time) => time < begunAt);
    assert.ok(told.packets > 100, String(told.packets));
    assert.equal(told.packets, times.length);
    assert.deepEqual(
      [millisecondsOf(told.from), millisecondsOf(told.to)],
      [
        times.reduce((one, other) => Math.min(one, other)),
        times.reduce((one, other) => Math.max(one, other)),
      ],
    );
    assert.deepEqual([told.gapSeconds, told.moreFiles, told.problem], [0, 0, null]);
  }

  it("has the packets from before it, each once, and tells them in its email", async () => {
    const [ring] = await running("ARMED");
    const { capture, emails } = await world.run(await alertOn("ARMED"));
    assert.equal(capture.outcome, "captured");
    await checkBefore(capture);
    const { files } = (await ringsOf("ARMED")).find(({ name }) => name === ring?.name) ?? {};
    assert.deepEqual(capture.before?.files, files?.map(({ url }) => url).reverse());
    const captured = await timesIn([capture.fileUrl ?? ""]);
    assert.equal(capture.summary?.packets, captured.length + (capture.before?.packets ?? 0));
    assert.match(emails[0]?.text ?? "", /Before the capture/);
  });

  it("leaves the VM with another ring, which the next alert gets", async () => {
    const [ring] = await running("ARMED");
    const first = await world.run(await alertOn("ARMED"));
    await world.clock.advance(700_000);
    const [next, ...others] = await running("ARMED");
    assert.ok(next !== undefined && next.name !== ring?.name && others.length === 0);
    const second = await world.run(await alertOn("ARMED"));
    await checkBefore(second.capture);
    const listed = first.capture.before?.files ?? [];
    assert.ok(second.capture.before?.files.every((url) => !listed.includes(url)));
  });

  it("that joins a capture takes no ring: the capture has it", async () => {
    const first = await world.fire(await alertOn("ARMED"));
    await world.reach(first, "capturing");
    const second = await world.fire(await alertOn("ARMED"));
    const [own] = (await world.outcome(first)).captures;
    const { captures, reportedIn } = await world.outcome(second);
    assert.equal(reportedIn, first.id);
    assert.ok(own !== undefined);
    await checkBefore(own);
    assert.deepEqual(captures[0]?.before, own.before);
    assert.equal((await ringsOf("ARMED")).filter(({ status }) => status === "Stopped").length, 1);
  });

  it("beside others that are not armed has the only one with packets from before", async () => {
    const other = vmId(named("OTHER")).replace("Prod-Web-RG", "Other-RG");
    const vms = [vm(named("ARMED")), { ...vm("OTHER"), id: other }];
    await world.control("PUT", "/vms", vms);
    const payload = (await alertOn("ARMED")) as { data: { essentials: { alertTargetIDs: string[] } } };
    payload.data.essentials.alertTargetIDs.push(other);
    const { outcome } = await world.run(payload);
    const [armed, unarmed] = outcome.captures;
    assert.ok(armed && unarmed);
    await checkBefore(armed);
    assert.deepEqual([unarmed.outcome, unarmed.before], ["captured", null]);
  });

  for (const [when, seconds] of [
    ["while ring and capture overlap", 4],
    ["once the ring is taken", 20],
  ] as const)
    it(`that is stopped ${when} ends at once, with its ring`, async () => {
      const instance = await world.fire(await alertOn("ARMED"));
      await world.reach(instance, "capturing");
      await world.clock.advance(seconds * 1000);
      await raise(instance, "stop");
      const stoppedAt = world.clock.now();
      const [capture] = (await world.outcome(instance)).captures;
      assert.ok(capture !== undefined);
      assert.deepEqual([capture.outcome, capture.stopReason], ["captured", "Manual"]);
      const session = (await world.captures()).find(({ name }) => name === capture.captureName);
      assert.ok(Date.parse(session?.endedAt ?? "") - stoppedAt < 15_000, "the capture ran on");
      await checkBefore(capture);
    });

  it("whose capture is lost has the files of its ring all the same", async () => {
    const instance = await world.fire(await alertOn("ARMED"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    const session = (await world.captures()).findLast(({ name }) =>
      name.startsWith(`alert-${named("ARMED")}-`),
    );
    await world.deleteCapture(session?.name ?? "");
    const [capture] = (await world.outcome(instance)).captures;
    assert.deepEqual([capture?.outcome, capture?.code], ["failed", "capture-lost"]);
    assert.ok((capture?.before?.files.length ?? 0) > 0);
    assert.match(capture?.before?.problem ?? "", /not read, because no capture was analyzed/);
    const times = await timesIn(capture?.before?.files ?? []);
    assert.ok(times.some((time) => time < Date.parse(capture?.times.acceptedAt ?? "")));
  });

  it("that is terminated has the files of its ring in the report about that", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await alertOn("ARMED"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    const uri = instance.sendEventPostUri
      .replace("raiseEvent/{eventName}", "terminate")
      .replace("?", "?reason=test&");
    assert.equal((await fetch(uri, { method: "POST" })).status, 202);
    await world.clock.advance(900_000);
    const [email] = (await world.emails()).slice(before);
    const taken = (await ringsOf("ARMED")).findLast(({ status }) => status === "Stopped");
    assert.ok(email?.text.includes(taken?.files?.at(-1)?.name ?? "no file"), email?.text);
  });

  it("on demand has them too", async () => {
    const response = await fetch(`${world.environment.url}/api/captures`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ vmId: vmId(named("ARMED")), timeLimitSeconds: 30 }),
    });
    assert.equal(response.status, 202);
    const [capture] = (await world.outcome((await response.json()) as Instance)).captures;
    assert.ok(capture !== undefined);
    await checkBefore(capture);
  });

  it("whose ring is refused is captured, and says why there is nothing from before", async () => {
    await world.control("PUT", "/faults", [{ method: "PUT", path: "alert-ring-NONE", status: 403 }]);
    await world.control("PUT", "/vms", [vm(named("NONE"))]);
    await world.clock.runUntil(async () => {
      const { vms } = (await world.app("GET", "/armed")).body as { vms: { vmId: string; state: string }[] };
      return vms.some((ring) => ring.vmId.endsWith(named("NONE")) && ring.state === "failed");
    });
    const { capture } = await world.run(await alertOn("NONE"));
    assert.equal(capture.outcome, "captured");
    assert.ok(capture.before !== null);
    assert.deepEqual(capture.before.files, []);
    assert.match(capture.before.problem ?? "", /^This VM had no ring when the capture began\. .*403/);
  });

  it("is planned with its ring by a dry run", async () => {
    const plan = async (name: string) => {
      const response = await fetch(`${world.environment.url}/api/alerts?whatIf=true`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(await alertOn(name)),
      });
      const { targets } = (await response.json()) as { targets: readonly { readonly armed: unknown }[] };
      return targets[0]?.armed;
    };
    assert.equal(await plan("NONE"), null);
    const armed = (await plan("ARMED")) as { state: string; error: unknown };
    assert.deepEqual([armed.state, armed.error], ["running", null]);
  });
});
