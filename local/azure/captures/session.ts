import { captureFile } from "../traffic/captureFile.ts";
import type { Capture, Ending } from "./capture.ts";
import { fullAt, selectPackets } from "./packetRecords.ts";

/** The longest simulated traffic stays below this many bytes; a higher limit is never reached. */
const mostTraffic = 64 * 1024 * 1024;

/** More than the longest record of a capture file. */
const oneRecord = 70_000;

type Session = Pick<
  Capture,
  | "id"
  | "vm"
  | "filters"
  | "bytesToCapturePerPacket"
  | "totalBytesPerSession"
  | "timeLimitInSeconds"
  | "createdAt"
>;

/** The capture file of a session whose traffic goes on until `endedAt`, the same at every call. */
function traffic(session: Session, endedAt: number, maxBytes: number): Buffer {
  const filtered = session.filters.length > 0;
  const file = captureFile({
    seed: `${session.id.toLowerCase()} ${session.createdAt}`,
    vm: { name: session.vm.name, address: session.vm.address },
    startedAt: session.createdAt,
    endedAt,
    maxBytes: filtered ? mostTraffic : maxBytes,
    bytesPerPacket: filtered ? 0 : session.bytesToCapturePerPacket,
  });
  if (!filtered) return file;
  return selectPackets(file, {
    filters: session.filters,
    localAddress: session.vm.address,
    bytesPerPacket: session.bytesToCapturePerPacket,
    maxBytes,
  });
}

const byteLimit = (session: Session): number =>
  session.totalBytesPerSession === 0 ? mostTraffic : Math.min(session.totalBytesPerSession, mostTraffic);

/** How a session ends when nobody interferes: by its time, or by its bytes when they are full before. */
export function plannedEnding(session: Session): Ending {
  const timeUp = session.createdAt + session.timeLimitInSeconds * 1000;
  const limit = byteLimit(session);
  const full = limit === mostTraffic ? null : fullAt(traffic(session, timeUp, limit + oneRecord), limit);
  const common = { status: "Stopped", errors: [], trafficUntil: timeUp } as const;
  // The stop reason of the byte limit is not published, and people report an empty one.
  if (full !== null) return { ...common, at: full, stopReason: "" };
  return { ...common, at: timeUp, stopReason: "TimeExceeded" };
}

/** The file of a capture that has ended. */
export const sessionFile = (capture: Capture): Buffer =>
  traffic(capture, capture.ending.trafficUntil, byteLimit(capture));
