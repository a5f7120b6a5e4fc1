import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf, isOwn } from "./serviceText.ts";
import type { DnsFailureCode, DnsServer } from "../../names/dnsServers.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const filters: Readonly<Record<DnsFailureCode, string>> = {
  SERVFAIL: "dns.flags.rcode == 2",
  NXDOMAIN: "dns.flags.rcode == 3",
  REFUSED: "dns.flags.rcode == 5",
  other: "(dns.flags.rcode == 1 || dns.flags.rcode == 4 || dns.flags.rcode > 5)",
};

const nextSteps: Readonly<Record<DnsFailureCode, string>> = {
  SERVFAIL: "Check the server's forwarders and the zone's authoritative servers; query the name from the VM.",
  REFUSED:
    "Check whether the server may resolve names for the VM's subnet: its access list or recursion setting.",
  NXDOMAIN: "Check the name's spelling, its (private) DNS zone and the zone's link to the virtual network.",
  other: "Query the name from the VM, and compare with another DNS server.",
};

/** Searches for a proxy or a router that few networks have. */
const noise = /^(?:wpad|isatap|local|localhost)\b|\.arpa$/;

/** Servers that answer with an error, by response code. */
export const dnsFailure: Finder = (input) => {
  const servers = input.applications.dns.servers.all();
  const answering = servers.filter(({ answers }) => answers > 0).length;
  return servers.flatMap((server) =>
    (["SERVFAIL", "REFUSED", "other", "NXDOMAIN"] as const).flatMap((code) =>
      failuresOf(input, server, code, answering === 1),
    ),
  );
};

/** @param isOnly whether no other server answers anything */
function failuresOf(
  { book, local }: FinderInput,
  server: DnsServer,
  code: DnsFailureCode,
  isOnly: boolean,
): FindingDraft[] {
  const failures = server.failures[code];
  if (failures === undefined) return [];
  const name = failures.names.top(1)[0]?.[0] ?? null;
  const own = isOwn(local, server);
  const nothingWorks = isOnly && failures.count === server.answers;
  const severity =
    severityOf(code, failures.count, server.answers, own) ??
    (nothingWorks ? (code === "NXDOMAIN" ? "note" : "warning") : null);
  if (severity === null || (code === "NXDOMAIN" && name !== null && noise.test(name))) return [];
  const address = book.text(server.version, server.address);
  const who = `The ${own ? "VM's " : ""}DNS server ${address}`;
  const error = code === "other" ? "an error" : code;
  const counted = `${failures.count.toLocaleString("en-US")} of ${server.answers.toLocaleString("en-US")} queries with ${error}`;
  return [
    {
      kind: "dns-failure",
      severity,
      text: fitText(
        `${who} answers ${counted}${name === null ? "" : `, ${failures.count > 1 ? "mostly " : ""}for ${name}`}`,
        `${who} answers ${counted}`,
      ),
      filter: `dns && ${addressFilter(address, "src")} && ${filters[code]}`,
      evidence: evidenceOf(book, server, failures, {
        answers: server.answers,
        failures: failures.count,
        ...(failures.names.exact ? { names: failures.names.size } : {}),
      }),
      nextStep: nextSteps[code],
      firstAt: failures.firstAt,
      lastAt: failures.lastAt,
      weight: 0.4 + 0.5 * (failures.count / server.answers),
    },
  ];
}

/** Null for no finding. */
function severityOf(code: DnsFailureCode, count: number, answers: number, own: boolean): Severity | null {
  const share = count / answers;
  if (code === "NXDOMAIN")
    return count >= thresholds.dnsMissingAnswers && share >= thresholds.dnsMissingShare ? "note" : null;
  // Who asks the VM for names that are not its business is refused, as it should be.
  if (own && code !== "SERVFAIL") return null;
  if (count < thresholds.dnsFailedAnswers || share < thresholds.dnsFailedShare) return null;
  return count >= thresholds.dnsDownAnswers && share >= thresholds.dnsDownShare ? "critical" : "warning";
}
