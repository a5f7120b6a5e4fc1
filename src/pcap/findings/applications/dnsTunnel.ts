import { framesFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf } from "./serviceText.ts";
import type { ParentDomain } from "../../names/parentDomains.ts";
import type { Finder } from "../finder.ts";

const listed = 2;
/** Services that answer questions about files and addresses by names with hashes in them. */
const reputation: readonly string[] = [
  ...["e5.sk", "gdatasoftware.com", "kaspersky.com", "mcafee.com", "nessus.org", "senderbase.org"],
  ...["sophosxl.net", "spamhaus.org", "surbl.org", "trendmicro.com", "uribl.com"],
];

/** Domains that get many different names with long labels: data may be leaving in them. */
export const dnsTunnel: Finder = ({ applications, book }) =>
  applications.parents.domains
    .top(Infinity)
    .filter(([domain, counts]) => !reputation.includes(domain) && isSuspect(counts))
    .slice(0, listed)
    .map(([domain, counts]) => {
      const { count, labelBytes, bulk, distinct, frames, firstAt, lastAt } = counts;
      const mean = Math.round(labelBytes / count);
      const isFull = labelBytes >= thresholds.dnsTunnelBytes;
      const asked = `${count.toLocaleString("en-US")} queries`;
      const names = `about ${distinct.toLocaleString("en-US")} names`;
      return {
        kind: "dns-tunnel",
        severity: isFull ? "critical" : "warning",
        text: fitText(
          `DNS may carry data out: ${asked} for ${names} of ${mean}-byte labels below ${domain}`,
          `DNS may carry data out: ${asked} for ${names} below one domain`,
        ),
        filter: /^[a-z0-9.-]+$/.test(domain)
          ? `dns && lower(dns.qry.name) contains ".${domain}"`
          : framesFilter(frames),
        evidence: evidenceOf(book, counts.server, counts, {
          queries: count,
          names: distinct,
          meanLabelBytes: mean,
          txtOrNull: bulk,
        }),
        nextStep: "Find the process that asks for these names, and block the domain until it is known.",
        firstAt,
        lastAt,
        weight: isFull ? 0.9 : 0.75,
      };
    });

function isSuspect({ count, distinct, labelBytes, bulk }: ParentDomain): boolean {
  if (labelBytes / count < thresholds.dnsTunnelLabelBytes) return false;
  if (distinct >= thresholds.dnsTunnelNames) return true;
  return distinct >= thresholds.dnsTunnelBulkNames && bulk >= count * thresholds.dnsTunnelBulkShare;
}
