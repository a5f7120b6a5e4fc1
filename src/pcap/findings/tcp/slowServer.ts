import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { isEnough, serviceLatencies, type ServiceLatency } from "./serviceLatency.ts";
import { milliseconds, shortTime } from "./shortTime.ts";
import { wordings } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Services that take long to answer requests, though the path is fast. */
export const slowServer: Finder = (input) => {
  const all = serviceLatencies(input);
  const counts = all.map(({ firstBytes }) => firstBytes.count);
  return all
    .filter((service) => isEnough(service.firstBytes.count, counts) && isSlow(service))
    .sort((one, other) => other.firstBytes.median - one.firstBytes.median)
    .slice(0, thresholds.ofKind)
    .map(draftOf);
};

function isSlow({ firstBytes, handshakes }: ServiceLatency): boolean {
  const { median, p95 } = firstBytes;
  return (
    median >= thresholds.slowFirstByte &&
    p95 < thresholds.pollingFirstByte &&
    handshakes.median < median * thresholds.pathShareOfFirstByte
  );
}

function draftOf(service: ServiceLatency): FindingDraft {
  const { own, firstBytes, filter, firstAt, lastAt } = service;
  const { count, median, p95, frames } = firstBytes;
  const times =
    count < thresholds.leastTimes
      ? `${shortTime(median)} to the first byte`
      : `${shortTime(median)} to the first byte, 95% within ${shortTime(p95)}, ${count.toLocaleString("en-US")} requests`;
  const word = (peer: string): string => `${own ? "The VM's own service " : ""}${peer} is slow: ${times}`;
  return {
    kind: "slow-server",
    severity: "warning",
    text: fitText(...wordings(service, word)),
    filter,
    evidence: {
      counts: { requests: count, medianMs: milliseconds(median), p95Ms: milliseconds(p95) },
      flows: [],
      frames,
    },
    nextStep: own
      ? "Look at the VM's own program: its load, its locks, and the services that it waits for."
      : "Ask the owner of that service: the network answers fast, the service does not.",
    firstAt,
    lastAt,
    weight: 0.55,
  };
}
