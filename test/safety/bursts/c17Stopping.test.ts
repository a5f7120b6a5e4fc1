import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { common, vm, World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

describe("a stop of a capture that several alerts follow", () => {
  let world: World;
  let [first, second]: Instance[] = [];
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "900", CAPTURE_ANALYZE_MAX_BYTES: "0" });
  });
  beforeEach(async () => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
    first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    second = await world.fire(await common("WEB01"));
    await world.reach(second, "capturing");
  });
  after(() => world.close());

  const stop = (instance: Instance | undefined, body: string | null = null) =>
    fetch(`${world.environment.url}/api/captures/${instance?.id ?? ""}/stop`, { method: "POST", body });
  const raise = (instance: Instance | undefined, body: string) =>
    fetch((instance?.sendEventPostUri ?? "").replace("{eventName}", "stop"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
  async function only(instance: Instance | undefined): Promise<CaptureOutcome> {
    assert.ok(instance !== undefined);
    const [capture] = (await world.outcome(instance)).captures;
    assert.ok(capture !== undefined);
    return capture;
  }
  const endOf = ({ outcome, code, stopReason }: CaptureOutcome) => [outcome, code ?? stopReason];
  const reportOf = async ({ captureName, outcome }: CaptureOutcome) =>
    (await world.emails()).find(
      ({ text, subject }) => text.includes(captureName ?? "-") && subject.includes(outcome),
    );

  /** The one who left says so; the one who stays has the file, and the other's name and time. */
  async function assertLeft(leaver: Instance | undefined, other: Instance | undefined): Promise<void> {
    const left = await only(leaver);
    const now = world.clock.now();
    assert.deepEqual(endOf(left), ["skipped", "stopped"]);
    assert.ok(left.hint?.includes(`has left the packet capture ${left.captureName ?? ""}.`), left.hint ?? "");
    const stayed = await only(other);
    assert.deepEqual(endOf(stayed), ["captured", "TimeExceeded"]);
    assert.equal(stayed.captureName, left.captureName);
    assert.match(stayed.hint ?? "", /^At .* UTC it was left by the alert "net-out-high"/);
    assert.ok(stayed.hint?.includes(leaver?.id ?? "-"));
    const leftAt = /^At (\S+) (\S+) UTC/.exec(stayed.hint ?? "") ?? [];
    const seconds = Math.abs(now - Date.parse(`${leftAt[1] ?? ""}T${leftAt[2] ?? ""}Z`)) / 1000;
    assert.ok(seconds < 120, stayed.hint ?? "");
    assert.ok((await reportOf(stayed))?.text.includes(`(${leaver?.id ?? "-"})`));
    const toldOfLeft = (await reportOf(left))?.text.replaceAll(/\s+/g, " ");
    assert.ok(toldOfLeft?.includes("The capture goes on for other alerts") === true);
  }

  it("lets an alert that has joined only leave", async () => {
    assert.equal((await stop(second)).status, 202);
    await assertLeft(second, first);
  });

  if (isDeep)
    it("by the event lets it only leave, too", async () => {
      await raise(second, "null");
      await assertLeft(second, first);
    });

  it("lets the alert that started it only leave, while another follows it", async () => {
    assert.equal((await stop(first, "{}")).status, 202);
    await assertLeft(first, second);
  });

  it("ends it when the last alert leaves", async () => {
    await stop(second);
    assert.deepEqual(endOf(await only(second)), ["skipped", "stopped"]);
    await stop(first);
    assert.deepEqual(endOf(await only(first)), ["captured", "Manual"]);
  });

  it("ends it when the others have been terminated", async () => {
    const uri = second?.sendEventPostUri.replace("raiseEvent/{eventName}", "terminate") ?? "";
    await fetch(`${uri}&reason=test`, { method: "POST" });
    await world.clock.advance(1000);
    await stop(first);
    assert.deepEqual(endOf(await only(first)), ["captured", "Manual"]);
  });

  for (const [how, force] of everyNth(2, [
    ["the route", () => stop(second, '{"force":true}')],
    ["the event", () => raise(second, '{"force":true}')],
  ] as const))
    it(`with force ends it for all, by ${how}`, async () => {
      assert.equal((await force()).status, 202);
      for (const instance of [first, second])
        assert.deepEqual(endOf(await only(instance)), ["captured", "Manual"]);
    });

  it("refuses any other body, and stops nothing then", async () => {
    for (const body of ["[]", '"force"', '{"force":"true"}', '{"force":1}', '{"Force":true}', "{"])
      assert.equal((await stop(second, body)).status, 400, body);
    await world.clock.advance(30_000);
    for (const instance of [first, second]) {
      assert.ok(instance !== undefined);
      assert.equal((await world.status(instance)).customStatus?.phase, "capturing");
    }
    await stop(first, '{"force":true}');
    await only(first);
    await only(second);
  });
});
