import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRandom } from "../../../local/traffic/random.ts";
import {
  azureOfWorld,
  minuteMs,
  overlapsOf,
  ringRecord,
  ringsOf,
  runningRings,
} from "../../support/rings/armedWorld.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { analyzed, vm, vmId, type World } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A whole week takes ten minutes of a machine that does nothing else: ARMED_DAYS=7. */
const days = Number(process.env.ARMED_DAYS ?? 2);
const names = Array.from({ length: 10 }, (_, index) => `ARMED${String(index + 1).padStart(2, "0")}`);
const alerts = 30;
const settings = {
  ...analyzed,
  ARMED_VMS: names.map(vmId).join(","),
  ARMED_FILE_COUNT: "3",
  ARMED_FILE_BYTES: "262144",
  CAPTURE_TIME_LIMIT_SECONDS: "60",
};

type Instance = Awaited<ReturnType<World["fire"]>>;

/** An alert as the action group of the simulated Azure sends it, at the world's own time. */
async function fire(world: World, name: string): Promise<Instance> {
  const sent = await world.control<{ attempts: { body: Instance }[] }>("POST", "/alerts", { vm: name });
  return sent.attempts.at(-1)?.body ?? assert.fail("The alert was not accepted.");
}

const instances = async (world: World, query = ""): Promise<readonly { instanceId: string }[]> =>
  (await (
    await fetch(`${world.environment.url}/runtime/webhooks/durabletask/instances${query}`)
  ).json()) as readonly { instanceId: string }[];

async function eventsOf(world: World, id: string): Promise<number> {
  const url = `${world.environment.url}/runtime/webhooks/durabletask/instances/${id}?showHistory=true`;
  const { historyEvents } = (await (await fetch(url)).json()) as { historyEvents: unknown[] };
  return historyEvents.length;
}

describe(`${days} days of ten armed VMs with thirty alerts`, () => {
  it("each alert has packets from before, and nothing grows", { timeout: 1_800_000 }, () =>
    inWorld(
      settings,
      async (world) => {
        await world.control(
          "PUT",
          "/vms",
          names.map((name) => vm(name)),
        );
        const begunAt = world.clock.now();
        const random = createRandom("days of armed VMs");
        const times = Array.from({ length: alerts }, () => random.integer(10 * minuteMs, days * dayMs));
        const outcomes: AlertOutcome[] = [];
        let mostEvents = 0;
        for (const [index, time] of times.toSorted((one, other) => one - other).entries()) {
          await world.clock.advance(Math.max(begunAt + time - world.clock.now(), 0));
          const instance = await fire(world, names[index % names.length] ?? "");
          outcomes.push(await world.outcome(instance));
          mostEvents = Math.max(mostEvents, await eventsOf(world, instance.id));
          await world.control("DELETE", "/requests");
        }
        await world.clock.advance(Math.max(begunAt + days * dayMs - world.clock.now(), 0));

        for (const { captures } of outcomes) {
          const [capture] = captures;
          const told = JSON.stringify([capture?.hint, capture?.before]);
          assert.equal(capture?.outcome, "captured", told);
          assert.ok(capture.before !== null && capture.before.packets > 0, told);
          assert.equal(capture.before.problem, null, told);
        }
        const rings = await ringsOf(world);
        assert.deepEqual(overlapsOf(rings), []);
        assert.equal((await runningRings(world)).length, names.length);
        const kept = rings.filter(({ deletedAt }) => deletedAt === null);
        assert.ok(kept.length <= names.length + 2, `${kept.length} sessions of rings are left`);
        assert.equal((await world.emails()).length, alerts);
        const all = await instances(world, "?top=1000");
        assert.equal(all.length, alerts + 1, "one instance an alert, and one for all passes");
        const passEvents = await eventsOf(world, "keep-armed");
        assert.ok(passEvents <= 400, `${passEvents} events of a pass`);
        assert.ok(mostEvents <= 1000, `${mostEvents} events of an alert`);
        const record = JSON.stringify(await ringRecord(azureOfWorld()));
        assert.ok(record.length < 2000 * names.length, `the record has ${record.length} bytes`);
        console.log(
          `${days} days: ${rings.length} rings in turn, ${alerts} alerts with packets from before; ` +
            `at most ${mostEvents} events of an alert, ${passEvents} of the last pass, a record of ${record.length} bytes`,
        );
      },
      { startAt: Date.now() - (days + 1) * dayMs },
    ),
  );
});
