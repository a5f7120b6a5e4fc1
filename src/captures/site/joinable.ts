import { filtersWithin } from "../plan/filtersWithin.ts";
import { hasEnded, type CaptureSession, type SessionStatus } from "./captureSession.ts";
import type { CaptureLimits } from "../plan/capturePlan.ts";

/** A session that an alert might follow instead of starting its own. */
interface Candidate {
  readonly session: CaptureSession;
  readonly status: SessionStatus;
  /** When it started, ISO 8601; null: not known, it may just have. */
  readonly startedAt: string | null;
}

/** An older alert counts as having arrived so long before it was begun. */
const longestDelaySeconds = 3600;

/**
 * When an alert arrived, ISO 8601: when it was accepted, however late it was begun. Nothing is known of an
 * orchestration that was started by hand, and clocks may differ.
 */
export function arrivalOf(receivedAt: string | undefined, begunAt: number): string {
  const received = Date.parse(receivedAt ?? "");
  const earliest = begunAt - longestDelaySeconds * 1000;
  const arrival = Number.isNaN(received) ? begunAt : Math.min(Math.max(received, earliest), begunAt);
  return new Date(arrival).toISOString();
}

/**
 * Whether a capture gives an alert what its own would have: it is at least as wide, of a scale set it has all
 * of the instances, and at the alert's
 * arrival it had at least half of the wanted time left. One that has ended meanwhile counts too, unless it
 * was stopped or failed: the alert may have been handled late.
 */
export function joinable(
  { session, status, startedAt }: Candidate,
  wanted: CaptureLimits,
  arrivedAt: string,
  instanceIds: readonly string[] = [],
) {
  const { limits, instanceIds: captured = [] } = session;
  if (captured.length > 0 && !instanceIds.every((id) => captured.includes(id))) return false;
  if (limits === null || !isAsWide(limits, wanted)) return false;
  const arrival = Date.parse(arrivedAt);
  const start = Date.parse(startedAt ?? arrivedAt);
  if (hasEnded(status)) {
    if (startedAt === null || status.state === "Error" || status.errors.length > 0) return false;
    const reason = status.stopReason?.toLowerCase() ?? "";
    // Without a reason it reached its size limit, nobody knows when: perhaps before the alert arrived.
    if (reason !== "timeexceeded" && !(reason === "" && start >= arrival)) return false;
  }
  const secondsLeft = (start - arrival) / 1000 + limits.timeLimitSeconds;
  return secondsLeft >= wanted.timeLimitSeconds / 2;
}

/** 0 bytes per packet stand for the whole packet. */
const isAsWide = (limits: CaptureLimits, wanted: CaptureLimits): boolean =>
  filtersWithin(wanted.filters, limits.filters) &&
  limits.maxBytes >= wanted.maxBytes &&
  (limits.bytesPerPacket === 0 ||
    (wanted.bytesPerPacket !== 0 && limits.bytesPerPacket >= wanted.bytesPerPacket));
