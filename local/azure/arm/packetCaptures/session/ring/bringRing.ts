import { pcapFile } from "../../../../../traffic/pcapFile.ts";
import { ringBlob, ringPrefix } from "./ringBlob.ts";
import { ringParts, type Ring } from "./ringParts.ts";
import type { VmTimeline } from "../../../../../traffic/timeline/vmTimeline.ts";
import type { Capture, RingFile } from "../../capture.ts";
import type { CaptureBlobs } from "../captureBlobs.ts";

export interface RingMoment {
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Whether the file that packets still come into is written too, as it is when the session ends well. */
  readonly withOpen: boolean;
}

/**
 * Brings storage to what the ring has at a moment: writes the files that are missing there, and deletes those
 * that made room. The files that a ring had in between are never made. The oldest file is the first of the
 * list. @throws RestError, AbortError
 */
export async function bringRing(
  ring: Ring & Pick<Capture, "ring">,
  timeline: VmTimeline,
  files: CaptureBlobs,
  { until, withOpen }: RingMoment,
): Promise<readonly RingFile[]> {
  const base = ring.ring?.base ?? "";
  const fileCount = Math.max(ring.captureSettings?.fileCount ?? 0, 1);
  const there = await files.beginningWith(ringPrefix(base));
  const kept: RingFile[] = [];
  for (const { number, packets, isOpen } of ringParts(ring, until, timeline)) {
    if (isOpen && !withOpen) continue;
    const blob = ringBlob(base, number);
    const content = pcapFile(packets, ring.bytesToCapturePerPacket);
    if (!there.has(blob)) await files.write(blob, content);
    const [first, last] = [packets[0]?.at ?? 0, packets.at(-1)?.at ?? 0].map(isoTime);
    const times = { firstPacketAt: first ?? "", lastPacketAt: last ?? "" };
    kept.unshift({ blob, bytes: content.length, packets: packets.length, ...times });
    if (kept.length === fileCount) break;
  }
  const wanted = new Set(kept.map(({ blob }) => blob));
  for (const blob of there) if (!wanted.has(blob)) await files.remove(blob);
  return kept;
}

const isoTime = (microseconds: number): string => new Date(Math.floor(microseconds / 1_000)).toISOString();
