import { countFitting, type PcapLimits } from "../../../../traffic/pcapFile.ts";
import { simulatedCapture, type SimulatedCapture } from "../../../../traffic/simulatedCapture.ts";
import { vmTraffic, type VmTraffic } from "../../../../traffic/vmTraffic.ts";
import { fiveTupleOf } from "./fiveTuple.ts";
import { fits } from "./packetFilter.ts";
import type { Capture, CaptureEnding } from "../capture.ts";

/** Simulated traffic never reaches this many bytes, so a higher limit has no effect. */
const mostTraffic = 64 * 1024 * 1024;

type Session = Pick<
  Capture,
  | "id"
  | "vm"
  | "traffic"
  | "filters"
  | "bytesToCapturePerPacket"
  | "totalBytesPerSession"
  | "timeLimitInSeconds"
  | "createdAt"
>;

/** The traffic that passes the session's filters until `endedAt`; the same at every call. */
function capturedTraffic(session: Session, endedAt: number): VmTraffic {
  const { id, createdAt, vm, filters } = session;
  const traffic = vmTraffic({
    scenario: session.traffic,
    seed: `${id.toLowerCase()} ${createdAt}`,
    vm: { name: vm.name, address: vm.address },
    startedAt: createdAt,
    endedAt,
  });
  if (filters.length === 0) return traffic;
  const packets = traffic.packets.filter((packet) => {
    const tuple = fiveTupleOf(packet, traffic.vmAddresses);
    return tuple !== null && filters.some((filter) => fits(filter, tuple));
  });
  return { ...traffic, packets };
}

const limitsOf = (session: Session): PcapLimits => ({
  maxBytes:
    session.totalBytesPerSession === 0 ? mostTraffic : Math.min(session.totalBytesPerSession, mostTraffic),
  bytesPerPacket: session.bytesToCapturePerPacket,
});

/** When the first packet arrives that does not fit into the file; null when all fit. */
function fullAt(session: Session, endedAt: number): number | null {
  const limits = limitsOf(session);
  if (limits.maxBytes === mostTraffic) return null;
  const { packets } = capturedTraffic(session, endedAt);
  const next = packets[countFitting(packets, limits)];
  return next === undefined ? null : Math.floor(next.at / 1000);
}

/** How a session ends by itself: at its time limit, or earlier at its byte limit. */
export function plannedEnding(session: Session): CaptureEnding {
  const timeUp = session.createdAt + session.timeLimitInSeconds * 1000;
  const full = fullAt(session, timeUp);
  const common = { status: "Stopped", errors: [], trafficUntil: timeUp } as const;
  // The stop reason of the byte limit is not documented. Users report an empty one.
  if (full !== null) return { ...common, at: full, stopReason: "" };
  return { ...common, at: timeUp, stopReason: "TimeExceeded" };
}

/** The file of an ended capture. */
export const sessionFile = (capture: Capture): SimulatedCapture =>
  simulatedCapture(capturedTraffic(capture, capture.ending.trafficUntil), limitsOf(capture));
