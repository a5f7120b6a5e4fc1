import assert from "node:assert/strict";
import { failureCodes } from "../../../src/captures/outcome/failureCode.ts";
import { common, vm, World } from "../world/world.ts";
import type { Case } from "./cases.ts";

const settings = {
  CAPTURE_SESSION_LIMIT: "10000",
  AZURE_TIMEOUT_SECONDS: "1",
  // The world is months behind the real clock, by which the daily purge decides what is old.
  HISTORY_RETENTION_DAYS: "3650",
};

/** A world with somebody else's captures in it, one of them with a name like ours. */
export async function worldWithOthers(): Promise<World> {
  // Reports that are tried for a day move its clock ahead, but alerts are stamped by the real one.
  const world = await World.start(settings, { startAt: Date.now() - 90 * 86_400_000 });
  await world.control("PUT", "/vms", [vm("OTHER"), vm("FAULT")]);
  await world.createForeign("somebody-elses", "OTHER");
  await world.createForeign("alert-FAULT-0123456789abcdef", "OTHER");
  return world;
}

/**
 * Runs one alert under the fault, and checks the ending: captured once or a named code, one email, nothing
 * foreign touched, nothing of ours left running.
 */
export async function check(world: World, { call, kind, times }: Case): Promise<void> {
  const [emailsBefore, ours] = [(await world.emails()).length, await ourCaptures(world)];
  const fault = { method: call.method, path: call.path, ...kind.fault, ...(times === null ? {} : { times }) };
  await world.control("PUT", "/faults", [fault]);
  const payload = await common("FAULT");
  const instance = await world.fire(payload);
  if (call.stopping === true) {
    await world.reach(instance, "capturing");
    await stop(instance.sendEventPostUri);
  }
  const { captures, report } = await world.outcome(instance);
  await world.control("PUT", "/faults", []);
  await world.clock.advance(120_000);

  const [capture] = captures;
  const made = (await ourCaptures(world)).slice(ours.length);
  assert.ok(made.length <= 1, "at most one session is made");
  if (capture?.outcome === "captured") assert.equal(made.length, 1);
  else assert.ok(failureCodes.some((code) => code === capture?.code) && (capture?.hint ?? "").length > 10);
  if ((kind.passing && times !== null) || call.beside === true)
    assert.equal(capture?.outcome, "captured", capture?.hint ?? "");
  assert.deepEqual(
    made.filter(({ status }) => status === "Running"),
    [],
    "nothing of ours is left running",
  );

  const emails = (await world.emails()).length - emailsBefore;
  assert.equal(emails, report?.messageId == null ? 0 : 1);
  if (!call.path.includes("emails:send") || (kind.passing && times !== null)) assert.equal(emails, 1);
  await othersAreUntouched(world);
  const again = await world.fire(payload);
  assert.equal(again.outcome, "duplicate");
}

const isOthers = ({ target }: { target: string }): boolean => target.endsWith("/OTHER");

const ourCaptures = async (world: World) => (await world.captures()).filter((capture) => !isOthers(capture));

async function othersAreUntouched(world: World): Promise<void> {
  const others = (await world.captures()).filter(isOthers);
  assert.equal(others.length, 2);
  for (const { deletedAt, stopReason } of others) {
    assert.equal(deletedAt, null);
    assert.notEqual(stopReason, "Manual");
  }
}

async function stop(uri: string): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  await fetch(uri.replace("{eventName}", "stop"), { method: "POST", headers, body: "null" });
}
