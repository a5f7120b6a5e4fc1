import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { dnsHostFilter } from "./dnsHostFilter.ts";
import { evidenceOf, isOwn } from "./serviceText.ts";
import type { Finder } from "../finder.ts";

/** 1234 → "1.2 s", 340 → "340 ms". */
const durationOf = (milliseconds: number): string =>
  milliseconds >= 995
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Number(milliseconds.toPrecision(2)).toLocaleString("en-US")} ms`;

const percentile = 0.95;

/** Servers of whose answers one in twenty takes long. */
export const dnsSlow: Finder = ({ applications, book, local }) =>
  applications.dns.servers.all().flatMap((server) => {
    const { latencies } = server;
    const p95 = (latencies.quantile(percentile) ?? 0) / 1e6;
    if (latencies.count < thresholds.dnsTimedAnswers || p95 < thresholds.dnsSluggishMs) return [];
    const median = (latencies.quantile(0.5) ?? 0) / 1e6;
    const who = `The ${isOwn(local, server) ? "VM's " : ""}DNS server ${book.text(server.version, server.address)}`;
    return [
      {
        kind: "dns-slow",
        severity: p95 >= thresholds.dnsSlowMs ? "warning" : "note",
        text: fitText(
          `${who} takes ${durationOf(p95)} for one answer in twenty (median ${durationOf(median)}, ${latencies.count.toLocaleString("en-US")} answers)`,
          `${who} takes ${durationOf(p95)} for one answer in twenty`,
        ),
        filter: dnsHostFilter([server], book),
        evidence: evidenceOf(book, server, server.queries, {
          answers: latencies.count,
          medianMs: Math.round(median),
          p95Ms: Math.round(p95),
        }),
        nextStep:
          "Compare with Azure's resolver (168.63.129.16); check the server's load and its forwarders.",
        firstAt: server.queries.firstAt,
        lastAt: server.queries.lastAt,
        weight: Math.min(0.3 + p95 / 20_000, 0.6),
      },
    ];
  });
