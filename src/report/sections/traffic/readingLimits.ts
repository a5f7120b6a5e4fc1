import { listBlock, type Block } from "../../section.ts";
import { many } from "../../text/many.ts";
import { roughBytes } from "../../text/roughBytes.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** What the reader of these numbers must know about them. */
export function readingLimits(summary: CaptureSummary): readonly Block[] {
  const limits = [...fileLimits(summary), ...countLimits(summary), ...addressLimits(summary)];
  return listBlock(
    "What limits this reading",
    limits.map((text) => ({ text, note: null })),
    { shown: limits.length },
  );
}

function fileLimits({ file, packets, shortenedPackets }: CaptureSummary): readonly string[] {
  const limits: string[] = [];
  const place = `at byte ${(file.atByte ?? 0).toLocaleString("en-US")}`;
  if (file.ending === "cut" && file.bytes > 0)
    limits.push(`The file ends within a packet, ${place}, as a capture does that reached its size limit.`);
  if (file.ending === "damaged") {
    const detail = file.detail === null ? "" : `: ${file.detail}`;
    limits.push(`The file is damaged ${place}, and nothing behind it was read${detail}.`);
  }
  if (shortenedPackets > 0)
    limits.push(
      `${shortenedPackets.toLocaleString("en-US")} of ${many(packets, "packet")} are in the file with their beginning only: names may be missing.`,
    );
  const unread = file.linkTypes.filter((type) => type.endsWith("not read"));
  if (unread.length > 0) limits.push(`Some packets are of a kind that was not read: ${unread.join("; ")}.`);
  return limits;
}

function countLimits({ exact, missableBytes, dns }: CaptureSummary): readonly string[] {
  const limits: string[] = [];
  if (!exact)
    limits.push(
      `There were more flows than fit in memory: each talker, service and conversation may lack up to ${roughBytes(missableBytes)}, and small ones are left out.`,
    );
  if (!dns.exact)
    limits.push(
      "There were more DNS names than fit in memory: rare ones are left out, counts may be too low.",
    );
  return limits;
}

function addressLimits({
  localAddresses: { source, addresses },
  packets,
}: CaptureSummary): readonly string[] {
  if (source === "given" || packets === 0) return [];
  if (source === "unknown")
    return ["Which addresses are the VM's own is not known, so nothing has a direction."];
  return [`The VM's own addresses are inferred from the traffic: ${addresses.join(", ")}.`];
}
