import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { freshOccurrence } from "../../../local/cli/freshOccurrence.ts";
import { minuteMs, overlapsOf, type SimulatedRing } from "../../support/rings/armedWorld.ts";
import { keptStorage, killEverywhere } from "../../support/world/processes/killEverywhere.ts";
import { common } from "../../support/world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedEmail } from "../../support/world/simulated.ts";

interface Result {
  readonly output: AlertOutcome;
  readonly captures: readonly SimulatedRing[];
  readonly emails: readonly SimulatedEmail[];
}

describe("kill -9 at the pieces of work of an armed VM and its alert", () => {
  it(
    "leaves one ring at a time, the packets from before, and one email",
    { timeout: 1_500_000 },
    async () => {
      const root = await mkdtemp(join(tmpdir(), "capture-on-alert-armed-"));
      const alerts = async () => {
        const startsAt = Date.now() - 60 * minuteMs;
        const firesAt = startsAt + 6 * minuteMs;
        const firedAt = new Date(firesAt - minuteMs).toISOString();
        const alert = freshOccurrence(await common("WEB01"), randomUUID(), firedAt);
        return JSON.stringify({ startsAt, firesAt, alert });
      };
      let rings = 0;
      const check = ({ output, captures, emails }: Result, killAt: number) => {
        const made = captures.filter(({ name }) => name.includes("-ring-"));
        const which = `${killAt}: ${JSON.stringify([made, output.captures[0]?.before])}`;
        rings += made.length;
        assert.equal(output.captures[0]?.outcome, "captured", which);
        assert.deepEqual([captures.length - made.length, emails.length], [1, 1], which);
        assert.deepEqual(overlapsOf(made), [], which);
        const open = made.filter(({ deletedAt, status }) => status === "Running" && deletedAt === null);
        assert.equal(open.length, 1, which);
        const { before } = output.captures[0];
        assert.ok(before !== null && before.packets > 0 && before.files.length > 0, which);
      };
      const storage = await keptStorage(root);
      const kill = (first: number) =>
        killEverywhere<Result>(6, { script: "armedRun.ts", root, first, alerts, check, storage });
      const killed = await Promise.all([1, 4].map(kill));
      await rm(root, { recursive: true, force: true });
      const count = killed.reduce((sum, some) => sum + some, 0);
      console.log(`killed at ${count} different pieces of work: ${rings} rings in all, never two at a time`);
      assert.ok(count >= 30, `only ${count} kills`);
    },
  );
});
