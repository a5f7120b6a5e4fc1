import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inArmedWorld, minuteMs } from "../../support/rings/armedWorld.ts";
import { analyzed, vm, type World } from "../../support/world/world.ts";

interface KnownTraffic {
  readonly before: {
    readonly rings: readonly string[];
    readonly packets: number;
    readonly bytes: number;
    readonly overlapPackets: number;
    readonly gapSeconds: number;
  };
  readonly truth: {
    readonly packets: number;
    readonly bytes: number;
    readonly trouble: { readonly kind: string } | null;
  };
}

/** WEB01 has a port scan from the third minute to the fourth, and nothing but its ordinary traffic else. */
async function withScan(world: World): Promise<void> {
  const now = world.clock.now();
  const [from, until] = [3, 4].map((minutes) => new Date(now + minutes * minuteMs).toISOString());
  const incidents = [{ traffic: "port-scan", from, until }];
  await world.control("PUT", "/vms", [vm("WEB01", { traffic: "ordinary", incidents })]);
}

/** An alert at the world's time: samples have the machine's. */
async function fired(world: World): ReturnType<World["fire"]> {
  const sent = await world.control<{ attempts: { body: Awaited<ReturnType<World["fire"]>> }[] }>(
    "POST",
    "/alerts",
    { vm: "WEB01" },
  );
  const accepted = sent.attempts.at(-1)?.body;
  assert.ok(accepted !== undefined);
  return accepted;
}

describe("the analysis of an armed VM's packets", () => {
  it(
    "counts those of the ring and of the capture as one traffic, and finds what happened before the alert",
    inArmedWorld({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "20" }, async (world) => {
      await withScan(world);
      await world.clock.advance(6 * minuteMs);
      const [capture] = (await world.outcome(await fired(world))).captures;
      const { before = null, summary = null } = capture ?? {};
      assert.ok(capture !== undefined && before !== null && summary !== null, capture?.hint ?? "");
      const known = await world.control<KnownTraffic>("GET", `/captures/${capture.captureName}/traffic`);
      const { packets, bytes, overlapPackets, gapSeconds } = known.before;
      assert.ok(packets > 2_000 && overlapPackets > 0, "the ring reaches into the capture");
      assert.equal(before.packets, packets);
      assert.equal(before.problem, null);
      const read = summary.before;
      assert.deepEqual(
        [read?.packets, read?.bytes, read?.overlapPackets, read?.gapSeconds],
        [packets, bytes, overlapPackets, gapSeconds],
      );
      assert.deepEqual([summary.packets, summary.bytes], [known.truth.packets, known.truth.bytes]);
      assert.equal(known.truth.trouble?.kind, "port-scan");
      const scan = summary.findings.find(({ kind }) => kind === "port-scan");
      assert.equal(scan?.when, "before");
      const [email] = await world.emails();
      assert.match(email?.text ?? "", new RegExp(`${packets.toLocaleString("en-US")} packets`));
    }),
  );
});
