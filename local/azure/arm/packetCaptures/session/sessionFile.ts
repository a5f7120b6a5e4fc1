import { countFitting, type PcapLimits } from "../../../../traffic/pcapFile.ts";
import { simulatedCapture, type SimulatedCapture } from "../../../../traffic/simulatedCapture.ts";
import { vmTraffic, type VmTraffic } from "../../../../traffic/vmTraffic.ts";
import { passing } from "./passing.ts";
import { agentStopped, toldEnding } from "./toldEnding.ts";
import type { SimulatedPacket } from "../../../../traffic/simulatedPacket.ts";
import type { VmTimeline } from "../../../../traffic/timeline/vmTimeline.ts";
import type { AgentStop } from "../../virtualMachines/vm.ts";
import type { Capture, CaptureEnding } from "../capture.ts";

/** Simulated traffic never reaches this many bytes, so a higher limit has no effect. */
const mostTraffic = 64 * 1024 * 1024;

type Session = Pick<
  Capture,
  | "id"
  | "vm"
  | "traffic"
  | "network"
  | "filters"
  | "bytesToCapturePerPacket"
  | "totalBytesPerSession"
  | "timeLimitInSeconds"
  | "startedAt"
  | "targetType"
  | "instances"
>;

/** The traffic that passes the session's filters until `endedAt`; the same at every call. */
function capturedTraffic(session: Session, endedAt: number, timeline: VmTimeline | null): VmTraffic {
  const { id, startedAt, vm, filters } = session;
  const { packets, vmAddresses } =
    timeline === null
      ? vmTraffic({
          scenario: session.traffic,
          seed: `${id.toLowerCase()} ${startedAt}`,
          vm: { name: vm.name, address: vm.address },
          startedAt,
          endedAt,
          network: session.network ?? null,
        })
      : {
          packets: timeline.between(startedAt * 1_000, endedAt * 1_000),
          vmAddresses: timeline.vmAddresses,
        };
  return { packets: passing(packets, vmAddresses, filters), vmAddresses };
}

const limitsOf = (session: Session): PcapLimits => ({
  maxBytes:
    session.totalBytesPerSession === 0 ? mostTraffic : Math.min(session.totalBytesPerSession, mostTraffic),
  bytesPerPacket: session.bytesToCapturePerPacket,
});

/** When the first packet arrives that does not fit into the file; null when all fit. */
function fullAt(session: Session, endedAt: number, timeline: VmTimeline | null): number | null {
  const limits = limitsOf(session);
  if (limits.maxBytes === mostTraffic) return null;
  const { packets } = capturedTraffic(session, endedAt, timeline);
  const next = packets[countFitting(packets, limits)];
  return next === undefined ? null : Math.floor(next.at / 1000);
}

/**
 * How a session ends by itself: at its time limit, or earlier at its byte limit, or when the agent stops, or
 * at once when no instance of its scale set runs.
 */
export function plannedEnding(
  session: Session,
  agentStop: AgentStop | null,
  timeline: VmTimeline | null = null,
): CaptureEnding {
  const { startedAt, instances } = session;
  if (instances?.running === 0)
    return { ...toldEnding("TimeExceeded", instances), at: startedAt, trafficUntil: startedAt };
  const timeUp = startedAt + session.timeLimitInSeconds * 1000;
  const full = session.targetType === "AzureVM" ? fullAt(session, timeUp, timeline) : null;
  const stopsAt = agentStop === null ? Infinity : startedAt + agentStop.afterSeconds * 1000;
  if (agentStop !== null && stopsAt < Math.min(full ?? timeUp, timeUp))
    return { ...agentStopped(session.vm.id, agentStop.form), at: stopsAt, trafficUntil: stopsAt };
  // The stop reason of the byte limit is not published. Users report that there is none:
  // https://github.com/MicrosoftDocs/azure-docs/issues/102124
  if (full !== null) return { stopReason: "", errors: [], at: full, trafficUntil: timeUp };
  return { ...toldEnding("TimeExceeded", instances), at: timeUp, trafficUntil: timeUp };
}

type EndedSession = Session & Pick<Capture, "ending">;

/**
 * The file of an ended capture.
 *
 * @param timeline the traffic of its VM that goes on; null: it has a traffic of its own
 */
export const sessionFile = (session: EndedSession, timeline: VmTimeline | null = null): SimulatedCapture =>
  simulatedCapture(capturedTraffic(session, session.ending.trafficUntil, timeline), limitsOf(session));

/** The packets in it. */
export function sessionPackets(session: EndedSession, timeline: VmTimeline): readonly SimulatedPacket[] {
  const { packets } = capturedTraffic(session, session.ending.trafficUntil, timeline);
  return packets.slice(0, countFitting(packets, limitsOf(session)));
}
