import type { CaptureOutcome } from "./captureOutcome.ts";

/** Bytes of the header of a packet's record in a capture file (pcap). */
const recordHeader = 16;
/** A whole Ethernet frame, as most captures have some. */
const ordinaryPacket = 1514;
/** A file this full has reached its limit, whatever its packets. */
const fullShare = 0.99;

/**
 * Whether a capture that ended without a reason reached the limit of its session: one more packet would not
 * have fitted. The service gives no reason then (MicrosoftDocs/azure-docs issue 102124).
 */
export function reachedSizeLimit({ stopReason, bytes, limits, summary }: CaptureOutcome): boolean {
  if (stopReason !== null && stopReason !== "") return false;
  if (bytes === null || limits === null) return false;
  const { maxBytes, bytesPerPacket } = limits;
  const longest = Math.max(summary?.largestPacketBytes ?? 0, ordinaryPacket);
  const packet = bytesPerPacket === 0 ? longest : Math.min(longest, bytesPerPacket);
  return bytes > maxBytes - recordHeader - packet || bytes >= maxBytes * fullShare;
}
