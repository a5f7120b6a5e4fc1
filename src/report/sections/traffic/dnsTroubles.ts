import { many } from "../../text/many.ts";
import { ofAll, type Finding } from "./finding.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** Below these numbers a share of DNS messages means nothing. */
const fewest = { messages: 5, stormQuestions: 100 };
const failingShare = 0.2;
/** DNS among all packets; a VM at ordinary work stays far below. */
const stormShare = 0.3;

export function dnsTroubles({ dns, protocols, packets }: CaptureSummary): readonly Finding[] {
  const findings: Finding[] = [];
  if (dns.queries >= fewest.stormQuestions && protocols.dns >= packets * stormShare)
    findings.push({
      text: `${many(dns.queries, "DNS question")} for ${namesText(dns)}`,
      filter: "dns",
      toldBy: ["failing-names"],
    });
  if (dns.responses >= fewest.messages && dns.failures >= dns.responses * failingShare)
    findings.push({
      text: `${ofAll(dns.failures, dns.responses)} DNS answers are failures`,
      filter: "dns.flags.rcode > 0",
      toldBy: ["failing-names"],
    });
  const unanswered = dns.queries - dns.responses;
  if (dns.queries >= fewest.messages && unanswered >= dns.queries * failingShare)
    findings.push({
      text: `${ofAll(unanswered, dns.queries)} DNS questions have no answer in the file`,
      filter: "dns",
    });
  return findings;
}

/** "12 names"; names that were let go for lack of memory are not among them. */
export const namesText = ({ exact, distinctNames }: CaptureSummary["dns"]): string =>
  `${exact ? "" : "more than "}${many(distinctNames, "name")}`;
