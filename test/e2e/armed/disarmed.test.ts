import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { timerSchedules } from "../../../src/functions/timerSchedules.ts";
import { minuteMs, ringsOf, runningRings, startOfArmedWorld } from "../../support/rings/armedWorld.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { vm, vmId, World } from "../../support/world/world.ts";
import type { ArmedVms } from "../../../src/api/armedVms.ts";

const id = "keep-armed";

/** When the last pass was started; null: none ever was. */
async function lastPass({ environment }: World): Promise<string | null> {
  const answer = await fetch(`${environment.url}/runtime/webhooks/durabletask/instances/${id}`);
  return answer.status === 404 ? null : ((await answer.json()) as { createdTime: string }).createdTime;
}

it("a pass runs every minute where VMs are armed, and four times an hour elsewhere", () => {
  assert.equal(timerSchedules({ armed: [{ kind: "vm", id: vmId("WEB01") }] }).armed, "0 * * * * *");
  assert.equal(timerSchedules({ armed: [] }).armed, "0 */15 * * * *");
});

for (const isPurged of [false, true])
  it(`an app whose ARMED_VMS was emptied ends its rings, then starts no more passes${isPurged ? ", also after the last pass was purged" : ""}`, async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), "capture-on-alert-disarmed-"));
    const startAt = startOfArmedWorld();
    const armed = await World.start({ ARMED_VMS: vmId("WEB01") }, { stateDirectory, startAt });
    await armed.control("PUT", "/vms", [vm("WEB01")]);
    await armed.clock.runUntil(async () => (await runningRings(armed)).length === 1);
    const now = armed.clock.now();
    await armed.close();

    const world = await World.start({ ARMED_VMS: "" }, { stateDirectory, startAt: now });
    if (isPurged) await interruptions(world).purge(id);
    assert.equal((await ringsOf(world)).length, 1);
    const listed = (await world.app("GET", "/armed")).body as ArmedVms;
    assert.deepEqual(
      listed.vms.map((ring) => ring.vmId),
      [vmId("WEB01")],
    );
    await world.clock.advance(50 * minuteMs);
    assert.deepEqual(await runningRings(world), []);
    assert.ok((await ringsOf(world)).every(({ deletedAt }) => deletedAt !== null));
    assert.deepEqual((await world.app("GET", "/armed")).body, { vms: [] });
    const last = await lastPass(world);
    assert.notEqual(last, null);
    await world.clock.advance(60 * minuteMs);
    assert.equal(await lastPass(world), last);
    await world.close();
    await rm(stateDirectory, { recursive: true, force: true });
  });
