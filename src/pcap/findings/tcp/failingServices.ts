import { outcomes } from "../../connections/connectionLedger.ts";
import { isPlatformAddress } from "../../names/platformAddresses.ts";
import { attacksOf } from "../behaviour/attacksOf.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, type Way } from "./way.ts";
import type { FinderInput } from "../finder.ts";

/** How the VM's connections with one service went. */
export interface ServiceOutcome extends Way {
  /** Of the kind that was asked for. */
  readonly failed: number;
  readonly established: number;
  /** Share of all connections with the service. */
  readonly share: number;
  /** Nanoseconds from the first failure to the last one. */
  readonly span: number;
  /** Whether the VM reaches no service at all. */
  readonly nothingWorks: boolean;
}

/**
 * Services with failures of one kind, the worst first. Those that the VM scans or floods are left out: its
 * attack is the finding, and not the hosts that it met. Azure's own services have a finding of their own.
 */
export function failingServices(input: FinderInput, kind: keyof typeof outcomes): ServiceOutcome[] {
  if (!input.outcomesKnown) return [];
  const attacks = attacksOf(input);
  const lines = input.connections.tables.used
    .list()
    .filter(
      ({ version, sender, receiver, port }) =>
        !attacks.includes(version, sender, receiver, port) && !isPlatformAddress(version, receiver),
    );
  const nothingWorks = lines.every(({ counts }) => (counts[outcomes.established] ?? 0) === 0);
  return waysOf(lines, input)
    .map((way) => ({ ...serviceOutcome(way, way.counts[outcomes[kind]] ?? 0), nothingWorks }))
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => other.failed - one.failed);
}

export function serviceOutcome(way: Way, failed: number): ServiceOutcome {
  const all = way.counts.reduce((sum, count) => sum + count, 0);
  return {
    ...way,
    failed,
    established: way.counts[outcomes.established] ?? 0,
    share: failed / Math.max(all, 1),
    span: way.lastAt - way.firstAt,
    nothingWorks: false,
  };
}

/**
 * Critical when the service is dead, or fails most of the time; null for failures that happen.
 *
 * @param leastSpan nanoseconds from which on a failure is one, where nothing else works either
 */
export function severityOf(
  { failed, established, share, span, nothingWorks }: ServiceOutcome,
  leastSpan: number,
): "critical" | "warning" | null {
  const { deadServiceAttempts, deadServiceSpan, failingAttempts, failingShare, mostlyFailingShare } =
    thresholds;
  if (established === 0) {
    if (failed >= deadServiceAttempts && span >= deadServiceSpan) return "critical";
    const spread = failed > 1 ? thresholds.repeatedSynSpan : thresholds.singleSynSpan;
    if (nothingWorks && span >= leastSpan) return "warning";
    return failed >= deadServiceAttempts || span >= spread ? "warning" : null;
  }
  if (failed < failingAttempts || share < failingShare) return null;
  return share >= mostlyFailingShare ? "critical" : "warning";
}
