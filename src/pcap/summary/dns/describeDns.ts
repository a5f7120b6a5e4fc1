import { captureEnd } from "../../applications/captureEnd.ts";
import { listNames } from "./listNames.ts";
import type { DnsFailureCode, DnsServer } from "../../names/dnsServers.ts";
import type { AnalyzedCapture } from "../analyzedCapture.ts";
import type { CaptureSummary, DnsServerUse } from "../captureSummary.ts";

const listedServers = 3;

/** The numbers of DNS, and the names that were asked for. */
export function describeDns(capture: AnalyzedCapture): CaptureSummary["dns"] {
  const { names, book, applications } = capture;
  const { queries, responses, failures, asked } = names;
  const servers = applications.dns.servers.all();
  return {
    queries,
    responses,
    failures,
    responseCodes: describeCodes(servers),
    unanswered: countUnanswered(capture, servers),
    servers: servers
      .slice(0, listedServers)
      .map((server) => describeServer(server, book.text(server.version, server.address))),
    distinctNames: asked.atLeast,
    exact: asked.exact,
    names: listNames(names, book),
  };
}

function describeCodes(servers: readonly DnsServer[]): CaptureSummary["dns"]["responseCodes"] {
  const sum = (countOf: (server: DnsServer) => number): number =>
    servers.reduce((total, server) => total + countOf(server), 0);
  const failed = (code: DnsFailureCode): number => sum(({ failures }) => failures[code]?.count ?? 0);
  const codes = {
    nxDomain: failed("NXDOMAIN"),
    servFail: failed("SERVFAIL"),
    refused: failed("REFUSED"),
    other: failed("other"),
  };
  const errors = Object.values(codes).reduce((total, count) => total + count, 0);
  return { noError: sum(({ answers }) => answers) - errors, ...codes };
}

/** Without a packet of the other direction nothing is known of the answers. */
function countUnanswered(
  { applications, clock, timeline, ledger }: AnalyzedCapture,
  servers: readonly DnsServer[],
): number | null {
  const { inbound, outbound } = ledger.directions;
  if (inbound.packets === 0 || outbound.packets === 0) return null;
  const open = applications.dns.unanswered(captureEnd(clock, timeline));
  const kept = [...open.values()].reduce((total, { questions }) => total + questions, 0);
  return servers.reduce((total, { forgotten }) => total + forgotten, kept);
}

function describeServer({ queries, answers, latencies }: DnsServer, address: string): DnsServerUse {
  const p95 = latencies.quantile(0.95);
  return {
    address,
    queries: queries.count,
    responses: answers,
    p95Ms: p95 === null ? null : Number((p95 / 1e6).toPrecision(2)),
  };
}
