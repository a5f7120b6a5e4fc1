import { many } from "../../../wording/many.ts";
import { ofAll, type Finding } from "./finding.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** Below these counts a share of DNS messages means nothing. */
const fewest = { messages: 5, stormQuestions: 100 };
const failingShare = 0.2;
/** Share of DNS among all packets; a VM in normal use stays far below. */
const stormShare = 0.3;

export function dnsTroubles({ dns, protocols, packets }: CaptureSummary): readonly Finding[] {
  const findings: Finding[] = [];
  if (dns.queries >= fewest.stormQuestions && protocols.dns >= packets * stormShare)
    findings.push({
      text: `${dns.queries.toLocaleString("en-US")} DNS queries for ${namesText(dns)}`,
      filter: "dns",
      coveredBy: ["failing-names"],
    });
  if (dns.responses >= fewest.messages && dns.failures >= dns.responses * failingShare)
    findings.push({
      text: `${ofAll(dns.failures, dns.responses)} DNS lookups failed`,
      filter: "dns.flags.rcode > 0",
      coveredBy: ["failing-names"],
    });
  const unanswered = dns.queries - dns.responses;
  if (dns.queries >= fewest.messages && unanswered >= dns.queries * failingShare)
    findings.push({
      text: `${ofAll(unanswered, dns.queries)} DNS queries got no response`,
      filter: "dns",
    });
  return findings;
}

/** "12 names"; names dropped for lack of memory are not counted. */
const namesText = ({ exact, distinctNames }: CaptureSummary["dns"]): string =>
  `${exact ? "" : "more than "}${many(distinctNames, "name")}`;
