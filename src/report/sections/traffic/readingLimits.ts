import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { listBlock, type Block } from "../../section.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** Limits of the analysis that the reader of its numbers must know. */
export function readingLimits(summary: CaptureSummary): readonly Block[] {
  const limits = [...fileLimits(summary), ...countLimits(summary), ...addressLimits(summary)];
  return listBlock(
    "Notes on this analysis",
    limits.map((text) => ({ text, note: null })),
    { shown: limits.length },
  );
}

function fileLimits({ file, packets, shortenedPackets }: CaptureSummary): readonly string[] {
  const limits: string[] = [];
  const place = `at byte ${(file.atByte ?? 0).toLocaleString("en-US")}`;
  if (file.ending === "cut" && file.bytes > 0)
    limits.push(`The file ends within a packet, ${place}, as it does when the size limit is reached.`);
  if (file.ending === "damaged") {
    const detail = file.detail === null ? "" : `: ${file.detail}`;
    limits.push(`The file is damaged ${place}; nothing after that was read${detail}.`);
  }
  if (shortenedPackets > 0)
    limits.push(
      `${shortenedPackets.toLocaleString("en-US")} of ${many(packets, "packet")} are truncated; names may be missing.`,
    );
  const unread = file.linkTypes.filter((type) => type.endsWith("not read"));
  if (unread.length > 0)
    limits.push(`Some packets have a link type that is not supported: ${unread.join("; ")}.`);
  return limits;
}

function countLimits(summary: CaptureSummary): readonly string[] {
  const { exact, missableBytes, unreadPackets, dns } = summary;
  const limits: string[] = [];
  if (unreadPackets > 0)
    limits.push(
      `${many(unreadPackets, "packet")} count only in the totals: the file describes too many interfaces.`,
    );
  if (!exact)
    limits.push(
      `There were more flows than fit in memory. Each talker, peer and conversation may lack up to ${roughBytes(missableBytes)}, and small ones are left out.`,
    );
  if (!dns.exact)
    limits.push(
      "There were more DNS names than fit in memory. Rare ones are left out, and counts may be too low.",
    );
  return limits;
}

function addressLimits({
  localAddresses: { source, addresses },
  packets,
}: CaptureSummary): readonly string[] {
  if (source === "given" || packets === 0) return [];
  if (source === "unknown") return ["The VM's own addresses are unknown, so traffic has no direction."];
  return [`The VM's own addresses, inferred from the traffic: ${addresses.join(", ")}.`];
}
