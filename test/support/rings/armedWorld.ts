import { FileQueue } from "../../../scripts/testRun/fileQueue.ts";
import { connect } from "../../../src/azure/azure.ts";
import { emptyRingRecord, readRingRecord, ringRecordName } from "../../../src/captures/rings/ringRecord.ts";
import { loadConfig } from "../../../src/config.ts";
import { inWorld } from "../world/inWorld.ts";
import { vm, vmId, type World } from "../world/world.ts";
import type { Azure } from "../../../src/azure/azure.ts";
import type { RingRecord } from "../../../src/captures/rings/ringRecord.ts";

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let worldsOfProcess = 0;

/**
 * A start for a world with rings, in hours of its own: their files are found by VM and time, and all worlds
 * of a run share one blob storage. Those of worlds without rings are the last few days.
 */
export function startOfArmedWorld(): number {
  const { TEST_QUEUE: queue = "" } = process.env;
  const before = queue === "" ? worldsOfProcess++ : FileQueue.open(queue).next("armed world");
  return Date.now() - 5 * 24 * hourMs - (before % 90) * 6 * hourMs;
}

/** Runs a scenario in a world of WEB01 and WEB02. WEB01 is armed, unless the settings say otherwise. */
export const inArmedWorld =
  (settings: Record<string, string>, scenario: (world: World) => Promise<void>) => (): Promise<void> =>
    inWorld(
      { ARMED_VMS: vmId("WEB01"), ...settings },
      async (world) => {
        await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
        await scenario(world);
      },
      { startAt: startOfArmedWorld() },
    );

/** A session of a ring, as the control API tells it. */
export interface SimulatedRing {
  readonly name: string;
  readonly target: string;
  readonly status: string;
  readonly stopReason: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly deletedAt: string | null;
}

/** Every session of a ring that was ever made, oldest first. */
export const ringsOf = async (world: World): Promise<readonly SimulatedRing[]> =>
  (await world.control<SimulatedRing[]>("GET", "/captures")).filter(({ name }) => name.includes("-ring-"));

export const runningRings = async (world: World): Promise<readonly SimulatedRing[]> =>
  (await ringsOf(world)).filter(({ status, deletedAt }) => status === "Running" && deletedAt === null);

/** The clients of the app in this process, whose settings are those of the world. */
export const azureOfWorld = (): Azure => connect(loadConfig(process.env));

export async function ringRecord({ appStorage }: Azure): Promise<RingRecord> {
  const stored = await appStorage.read(ringRecordName);
  return (stored === null ? null : readRingRecord(stored.text)) ?? emptyRingRecord;
}

/** Pairs of rings that ran on one VM at the same time: there are to be none. */
export const overlapsOf = (rings: readonly SimulatedRing[]): readonly string[] =>
  rings.flatMap((ring, index) =>
    rings
      .slice(index + 1)
      .filter(({ target }) => target.toLowerCase() === ring.target.toLowerCase())
      .filter((other) => begins(ring) < ends(other) && begins(other) < ends(ring))
      .map((other) => `${ring.name} and ${other.name}`),
  );

const begins = ({ createdAt }: SimulatedRing): number => Date.parse(createdAt);
const ends = ({ endedAt, deletedAt }: SimulatedRing): number =>
  Date.parse(endedAt ?? deletedAt ?? "9999-01-01");
