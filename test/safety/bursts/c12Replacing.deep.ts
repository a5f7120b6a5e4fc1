import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth, isDeep } from "../../support/depth.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, type World } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;

const replacing = {
  CAPTURE_CONFLICT_POLICY: "replace",
  CAPTURE_TIME_LIMIT_SECONDS: "600",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
};
/** There is room for one session only: the replaced one must go before the other can start. */
const crowded = { ...replacing, CAPTURE_SESSION_LIMIT: "1" };

async function runningFor(world: World, seconds: number): Promise<Instance> {
  const instance = await world.fire(await common("WEB01"));
  await world.reach(instance, "capturing");
  await world.clock.advance(seconds * 1000);
  return instance;
}

const only = async (world: World, instance: Instance): Promise<CaptureOutcome> => {
  const [capture] = (await world.outcome(instance)).captures;
  assert.ok(capture !== undefined);
  return capture;
};

/** The replaced capture is reported with its file, and with the alert that replaced it. */
async function assertReplaced(world: World, replaced: CaptureOutcome, by: Instance): Promise<void> {
  const other = await only(world, by);
  assert.deepEqual([other.outcome, other.stopReason], ["captured", "TimeExceeded"], other.hint ?? "");
  assert.deepEqual([replaced.outcome, replaced.stopReason], ["captured", "Manual"], replaced.hint ?? "");
  assert.equal(replaced.replacedBy, other.captureName);
  assert.ok((await world.environment.readBlob(replaced.fileUrl ?? "")).byteLength > 0);
  const report = (await world.emails()).find(({ text }) => text.includes(replaced.captureName ?? "-"));
  assert.ok(report !== undefined);
  assert.match(report.subject, /replaced by a later alert/);
  const said = report.text.replaceAll(/\s+/g, " ");
  assert.ok(said.includes(`It was replaced by the alert "net-out-high" (${by.id}).`), report.text);
  assert.ok(report.text.includes(replaced.fileUrl ?? "-"));
}

const management = ({ sendEventPostUri }: Instance, operation: string) =>
  fetch(sendEventPostUri.replace("raiseEvent/{eventName}", operation).replace("?", "?reason=test&"), {
    method: "POST",
  });

/** A case of the deep suite alone. */
const whenDeep = (title: string, scenario: () => Promise<void>): void => {
  if (isDeep) it(title, scenario);
};

describe("under replace the capture that is replaced", () => {
  for (const [where, settings] of everyNth(2, [
    ["at the session limit", crowded],
    ["where there is room for both", replacing],
  ] as const))
    it(`has its file in its report, and the alert that replaced it: ${where}`, () =>
      inWorld(settings, async (world) => {
        const first = await runningFor(world, 10);
        const second = await world.fire(await common("WEB01"));
        await world.reach(second, "capturing");
        await assertReplaced(world, await only(world, first), second);
        const sessions = (await world.captures()).filter(({ deletedAt }) => deletedAt !== null);
        assert.equal(sessions.length, 1, "its session makes room");
      }));

  it("loses nothing when its own orchestration looks only after its session is gone", () =>
    inWorld(crowded, async (world) => {
      const first = await runningFor(world, 10);
      await management(first, "suspend");
      const second = await world.fire(await common("WEB01"));
      await world.reach(second, "capturing");
      const gone = (await world.captures()).filter(({ deletedAt }) => deletedAt !== null);
      assert.equal(gone.length, 1);
      await world.outcome(second);
      await management(first, "resume");
      await assertReplaced(world, await only(world, first), second);
    }));

  whenDeep(
    "is in storage before its session is deleted, also when its own orchestration was terminated",
    () =>
      inWorld(crowded, async (world) => {
        const first = await runningFor(world, 10);
        await management(first, "terminate");
        const second = await world.fire(await common("WEB01"));
        const { outcome } = await only(world, second);
        assert.equal(outcome, "captured");
        const [replaced] = await world.captures();
        assert.ok((replaced?.bytes ?? 0) > 0);
        assert.notEqual(replaced?.deletedAt, null);
      }),
  );

  it("runs on when the later alert may not capture", () =>
    inWorld({ ...crowded, CAPTURE_TIME_LIMIT_SECONDS: "120" }, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
      const first = await runningFor(world, 10);
      await world.createForeign("theirs", "WEB02");
      const second = await only(world, await world.fire(await common("WEB01")));
      assert.deepEqual([second.outcome, second.code], ["failed", "session-limit"]);
      const { stopReason, replacedBy } = await only(world, first);
      assert.deepEqual([stopReason, replacedBy], ["TimeExceeded", null]);
    }));

  whenDeep("names nobody when a person stopped it", () =>
    inWorld(replacing, async (world) => {
      const first = await runningFor(world, 10);
      assert.equal((await world.app("POST", `/captures/${first.id}/stop`)).status, 202);
      const second = await world.fire(await common("WEB01"));
      const { stopReason, replacedBy, hint } = await only(world, first);
      assert.deepEqual([stopReason, replacedBy], ["Manual", null]);
      assert.doesNotMatch(hint ?? "", /replaced/);
      await world.outcome(second);
    }),
  );
});
