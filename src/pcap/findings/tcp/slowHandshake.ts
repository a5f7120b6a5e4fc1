import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { isEnough, serviceLatencies, type ServiceLatency } from "./serviceLatency.ts";
import { milliseconds, shortTime } from "./shortTime.ts";
import { wordings } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Services whose handshakes take long, by themselves or beside the others. */
export const slowHandshake: Finder = (input) => {
  const all = serviceLatencies(input);
  const counts = all.map(({ handshakes }) => handshakes.count);
  const services = all.filter(({ handshakes }) => isEnough(handshakes.count, counts));
  const remote = services.filter(({ own }) => !own).map(({ handshakes }) => handshakes.median);
  return services
    .filter((service) => isSlow(service, remote))
    .sort((one, other) => other.handshakes.median - one.handshakes.median)
    .slice(0, thresholds.ofKind)
    .map(draftOf);
};

/** @param medians of all remote services */
function isSlow({ own, handshakes: { median } }: ServiceLatency, medians: readonly number[]): boolean {
  if (own) return median >= thresholds.slowClientHandshake;
  if (median >= thresholds.slowHandshake) return true;
  const others = [...medians].sort((one, other) => one - other);
  const typical = others[Math.floor((others.length - 1) / 2)] ?? median;
  return median >= thresholds.outstandingHandshake && median >= typical * thresholds.outstandingFactor;
}

function draftOf(service: ServiceLatency): FindingDraft {
  const { own, handshakes, filter, firstAt, lastAt } = service;
  const { count, median, p95, frames } = handshakes;
  const times =
    count < thresholds.leastTimes
      ? shortTime(median)
      : `a median of ${shortTime(median)}, 95% within ${shortTime(p95)}, of ${count.toLocaleString("en-US")}`;
  const word = (peer: string): string =>
    own
      ? `Handshakes of clients with ${peer} take long: ${times}`
      : `Handshakes with ${peer} take long: ${times}`;
  return {
    kind: "slow-handshake",
    severity: "warning",
    text: fitText(...wordings(service, word)),
    filter,
    evidence: {
      counts: { handshakes: count, medianMs: milliseconds(median), p95Ms: milliseconds(p95) },
      flows: [],
      frames,
    },
    nextStep: own
      ? "Look where the clients are: the time is that of the way to them and back."
      : "Compare with the distance to that host: far more time points to its load, a VPN, or a proxy on the way.",
    firstAt,
    lastAt,
    weight: 0.35,
  };
}
