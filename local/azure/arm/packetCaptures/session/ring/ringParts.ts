import { countFitting } from "../../../../../traffic/pcapFile.ts";
import { periodMs, type VmTimeline } from "../../../../../traffic/timeline/vmTimeline.ts";
import { passing } from "../passing.ts";
import type { SimulatedPacket } from "../../../../../traffic/simulatedPacket.ts";
import type { Capture } from "../../capture.ts";

/** The packets of one file of a ring. */
interface RingPart {
  /** Ascending in time, from 1, with gaps. */
  readonly number: number;
  readonly packets: readonly SimulatedPacket[];
  /** Whether more may come. */
  readonly isOpen: boolean;
}

export type Ring = Pick<Capture, "filters" | "bytesToCapturePerPacket" | "captureSettings" | "startedAt">;

/** Numbers that one period of the traffic can take. */
const numbersOfPeriod = 10_000;

/**
 * The files of a ring as of a moment, in milliseconds, the newest first. They are made one period of the
 * traffic at a time, back to the session's start, for as long as the caller asks for more. So that older
 * ones need not be made to know where the newer ones begin, a file also ends with each period.
 */
export function* ringParts(ring: Ring, until: number, timeline: VmTimeline): Generator<RingPart, void> {
  const [first, last] = [ring.startedAt, until].map((time) => Math.floor(time / periodMs));
  if (first === undefined || last === undefined) return;
  for (let period = last; period >= first; period -= 1) {
    const endsAt = (period + 1) * periodMs * 1_000 - 1;
    const from = Math.max(ring.startedAt, period * periodMs) * 1_000;
    const traffic = timeline.between(from, Math.min(until * 1_000, endsAt));
    const packets = passing(traffic, timeline.vmAddresses, ring.filters);
    const parts = filesOf(packets, ring);
    const base = (period - first) * numbersOfPeriod;
    for (let index = parts.length - 1; index >= 0; index -= 1)
      yield {
        number: base + index + 1,
        packets: parts[index] ?? [],
        isOpen: index === parts.length - 1 && until * 1_000 < endsAt,
      };
  }
}

/** A file has at least one packet, however small it must be. */
function filesOf(packets: readonly SimulatedPacket[], ring: Ring): SimulatedPacket[][] {
  const maxBytes = ring.captureSettings?.fileSizeInBytes ?? 0;
  const limits = { maxBytes, bytesPerPacket: ring.bytesToCapturePerPacket };
  const files: SimulatedPacket[][] = [];
  for (let rest = packets; rest.length > 0;) {
    const count = Math.max(countFitting(rest, limits), 1);
    files.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return files;
}
