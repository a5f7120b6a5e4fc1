import { captureEnd } from "../../applications/captureEnd.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { dnsHostFilter, dnsServers, isGroup } from "./dnsHostFilter.ts";
import { evidenceOf, isOwn } from "./serviceText.ts";
import type { DnsServer, Unanswered } from "../../names/dnsServers.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const number = (count: number): string => count.toLocaleString("en-US");
/** Servers in one filter. */
const mostFiltered = 8;
const graceNanoseconds = 2e9;

/** DNS servers that answer nothing, and those that leave some questions without an answer. */
export const dnsUnanswered: Finder = (input) => {
  const endAt = captureEnd(input.clock, input.timeline);
  const open = input.applications.dns.unanswered(endAt);
  const servers = input.applications.dns.servers
    .all()
    .filter(({ version, address }) => !isGroup(version, address));
  const silent = servers.filter((server) => isSilent(input, server, endAt));
  const [own, remote] = [true, false].map((wanted) =>
    silent.filter((server) => isOwn(input.local, server) === wanted),
  );
  return [
    ...silence(input, remote ?? [], open, servers),
    ...ownSilence(input, own ?? []),
    ...servers.flatMap((server) => losses(input, server, open.get(server))),
  ];
};

/**
 * In a capture of one direction only repetitions prove that there was no answer: nobody repeats a question
 * that has one.
 */
function isSilent({ ledger }: FinderInput, server: DnsServer, endAt: number): boolean {
  const { inbound, outbound } = ledger.directions;
  const { queries, questions, answers, excused } = server;
  if (answers > 0 || queries.count - excused < thresholds.dnsSilentQueries) return false;
  if (queries.firstAt > endAt - graceNanoseconds) return false;
  return (inbound.packets > 0 && outbound.packets > 0) || queries.count >= 2 * questions;
}

function silence(
  { book }: FinderInput,
  silent: readonly DnsServer[],
  open: ReadonlyMap<DnsServer, Unanswered>,
  all: readonly DnsServer[],
): FindingDraft[] {
  const [first] = silent;
  if (first === undefined) return [];
  const queries = queriesOf(silent);
  const share = queries / queriesOf(all);
  const questions = silent.reduce(
    (sum, server) => sum + (open.get(server)?.questions ?? server.questions),
    0,
  );
  return [
    {
      kind: "dns-unanswered",
      severity: severityOf(share),
      text: silenceText(silent, queries, book),
      filter: dnsHostFilter(silent.slice(0, mostFiltered), book),
      evidence: evidenceOf(book, first, first.queries, { servers: silent.length, queries, questions }),
      nextStep:
        "Check the NSG, routes and firewall for port 53 to this server, and the DNS servers of the virtual network.",
      firstAt: Math.min(...silent.map((server) => server.queries.firstAt)),
      lastAt: Math.max(...silent.map((server) => server.queries.lastAt)),
      weight: 0.6 + 0.35 * share,
    },
  ];
}

const queriesOf = (servers: readonly DnsServer[]): number =>
  servers.reduce((sum, { queries }) => sum + queries.count, 0);

function silenceText(silent: readonly DnsServer[], queries: number, book: AddressBook): string {
  const texts = silent.slice(0, 2).map(({ version, address }) => book.text(version, address));
  const counted = `${number(queries)} of ${number(queries)} queries`;
  if (silent.length <= 2)
    return fitText(
      `The ${dnsServers(texts)} ${texts.length === 1 ? "answers" : "answer"} nothing: ${counted}`,
      `${silent.length === 1 ? "A DNS server answers" : "Two DNS servers answer"} nothing: ${counted}`,
    );
  const many = `${number(silent.length)} DNS servers`;
  return fitText(
    `${many}, such as ${texts.join(" and ")}, answer nothing: ${counted}`,
    `${many} answer nothing: ${counted}`,
  );
}

function severityOf(share: number): Severity {
  if (share >= thresholds.dnsSilentShare) return "critical";
  return share >= thresholds.dnsSilentNoise ? "warning" : "note";
}

/** Strangers ask any address whether it resolves names; no answer is right for a VM that does not. */
function ownSilence({ book }: FinderInput, silent: readonly DnsServer[]): FindingDraft[] {
  return silent
    .filter(({ queries }) => queries.count >= thresholds.dnsOwnSilentQueries)
    .slice(0, 1)
    .map((server) => ({
      kind: "dns-unanswered",
      severity: "note",
      text: fitText(
        `The VM (${book.text(server.version, server.address)}) answers none of ${number(server.queries.count)} DNS queries`,
      ),
      filter: dnsHostFilter([server], book),
      evidence: evidenceOf(book, server, server.queries, { queries: server.queries.count }),
      nextStep: "If the VM is a DNS server, check its service; if not, close UDP port 53 in the NSG.",
      firstAt: server.queries.firstAt,
      lastAt: server.queries.lastAt,
      weight: 0.3,
    }));
}

function losses(
  { book, local }: FinderInput,
  server: DnsServer,
  open: Unanswered | undefined,
): FindingDraft[] {
  const lost = server.forgotten + (open?.questions ?? 0);
  const { questions, answers, queries } = server;
  const share = lost / Math.max(questions, 1);
  const isFinding = answers > 0 && lost >= thresholds.dnsLostQuestions && share >= thresholds.dnsLostShare;
  if (!isFinding) return [];
  const who = `The ${isOwn(local, server) ? "VM's " : ""}DNS server ${book.text(server.version, server.address)}`;
  const evidence = evidenceOf(book, server, queries, { questions, unanswered: lost, answers });
  return [
    {
      kind: "dns-unanswered",
      severity: share >= thresholds.dnsDownShare ? "critical" : "warning",
      text: fitText(`${who} leaves ${number(lost)} of ${number(questions)} questions unanswered`),
      filter: dnsHostFilter([server], book),
      evidence: { ...evidence, frames: open?.frames ?? [] },
      nextStep: "Compare with the server's own log and load; look for loss or throttling on the path to it.",
      firstAt: queries.firstAt,
      lastAt: queries.lastAt,
      weight: 0.4 + 0.4 * share,
    },
  ];
}
