import { countTruth } from "../../traffic/truth/countTruth.ts";
import { captureStatus, type Capture } from "../arm/packetCaptures/capture.ts";
import { ringBlob } from "../arm/packetCaptures/session/ring/ringBlob.ts";
import { ringParts } from "../arm/packetCaptures/session/ring/ringParts.ts";
import { sessionPackets } from "../arm/packetCaptures/session/sessionFile.ts";
import { timelineOf } from "../arm/packetCaptures/session/timelineOf.ts";
import { ControlError } from "./controlError.ts";
import type { SimulatedPacket } from "../../traffic/simulatedPacket.ts";
import type { VmTimeline } from "../../traffic/timeline/vmTimeline.ts";
import type { Truth } from "../../traffic/truth/truth.ts";
import type { CaptureTable } from "../arm/packetCaptures/session/captureTable.ts";
import type { TrafficPlans } from "../arm/virtualMachines/trafficPlans.ts";

/** How long before a capture its rings count unless told otherwise. */
const usualMs = 3_600_000;

interface Stored {
  readonly store: CaptureTable;
  readonly plans: TrafficPlans;
}

/** What the rings of a capture's VM have from before its first packet, and together with it. */
interface KnownTraffic {
  readonly name: string;
  readonly before: {
    /** Those with packets that count, the oldest first. */
    readonly rings: readonly string[];
    readonly packets: number;
    readonly bytes: number;
    /** ISO 8601 with microseconds; null without packets. */
    readonly firstPacketAt: string | null;
    readonly lastPacketAt: string | null;
    /** Packets of the rings from the capture's first on: the capture has them too. */
    readonly overlapPackets: number;
    /** From the last packet before to the capture's first; 0 with an overlap; null without packets. */
    readonly gapSeconds: number | null;
  };
  /** Of the packets before and those of the capture as one traffic. */
  readonly truth: Truth;
}

interface Recorded {
  readonly ring: Capture;
  readonly packets: readonly SimulatedPacket[];
}

/**
 * The traffic that an ended capture and the rings of its VM show, counted while it is made, never read from
 * files.
 *
 * @param since packets of the rings before it do not count; null: an hour before the capture's first packet
 */
export function knownTraffic({ store, plans }: Stored, name: string, since: number | null): KnownTraffic {
  const capture = store.all().findLast((one) => one.name.toLowerCase() === name.toLowerCase());
  if (capture === undefined) throw new ControlError(404, `There is no packet capture ${name}.`);
  if (captureStatus(capture) === "Running")
    throw new ControlError(404, `The packet capture ${name} is running: its traffic is not known yet.`);
  // One packet is one object for all that record it, as the truth of a conversation needs it.
  const timeline = timelineOf(capture, plans, { remembered: Infinity });
  if (timeline === null || capture.ring !== null)
    throw new ControlError(404, `The packet capture ${name} is none of a VM with a ring, or is the ring.`);
  const packets = sessionPackets(capture, timeline);
  const first = packets[0]?.at ?? capture.startedAt * 1_000;
  const from = since === null ? first - usualMs * 1_000 : since * 1_000;
  const recorded = store
    .begunOn(capture.vm.id, 0)
    .filter(({ startedAt }) => startedAt * 1_000 < first)
    .map((ring): Recorded => ({ ring, packets: packetsOf(ring, timeline).filter(({ at }) => at >= from) }));
  const counted = recorded.filter((one) => one.packets.some(({ at }) => at < first));
  const before = counted.flatMap((one) => one.packets.filter(({ at }) => at < first));
  const limits = new Map(
    counted.flatMap((one) =>
      one.packets.map((packet) => [packet, one.ring.bytesToCapturePerPacket] as const),
    ),
  );
  const limitOf = (packet: SimulatedPacket) =>
    packet.at < first ? (limits.get(packet) ?? 0) : capture.bytesToCapturePerPacket;
  return {
    name: capture.name,
    before: {
      rings: counted.map(({ ring }) => ring.name),
      ...amount(before),
      ...reach(before, first, recorded.flatMap((one) => one.packets).length - before.length),
    },
    truth: countTruth([...before, ...packets], limitOf, timeline.vmAddresses),
  };
}

/** The packets in the files that a ring has in storage, in order. */
function packetsOf(ring: Capture, timeline: VmTimeline): readonly SimulatedPacket[] {
  const left = new Set((ring.ring?.files ?? []).map(({ blob }) => blob));
  const parts: (readonly SimulatedPacket[])[] = [];
  if (left.size === 0) return [];
  for (const { number, packets } of ringParts(ring, ring.ending.trafficUntil, timeline)) {
    if (left.delete(ringBlob(ring.ring?.base ?? "", number))) parts.unshift(packets);
    if (left.size === 0) break;
  }
  return parts.flat();
}

const amount = (packets: readonly SimulatedPacket[]) => ({
  packets: packets.length,
  bytes: packets.reduce((sum, { frame }) => sum + frame.bytes.length, 0),
});

function reach(before: readonly SimulatedPacket[], first: number, overlapPackets: number) {
  const [oldest, newest] = [before[0]?.at, before.at(-1)?.at];
  return {
    firstPacketAt: oldest === undefined ? null : isoMicroseconds(oldest),
    lastPacketAt: newest === undefined ? null : isoMicroseconds(newest),
    overlapPackets,
    gapSeconds: newest === undefined ? null : overlapPackets > 0 ? 0 : (first - newest) / 1_000_000,
  };
}

function isoMicroseconds(at: number): string {
  const rest = String(at % 1_000).padStart(3, "0");
  return new Date(Math.floor(at / 1_000)).toISOString().replace("Z", `${rest}Z`);
}
