import { outcomes } from "../../connections/connectionLedger.ts";
import { isOneSided } from "../quality/oneSided.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, type Way } from "./way.ts";
import type { EvidenceLine } from "../../connections/evidenceTable.ts";
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
}

/** Whether the capture can tell what came of a connection. */
export const outcomesKnown = (input: FinderInput): boolean => !isOneSided(input) && input.tcp.flagless === 0;

/**
 * Services with failures of one kind, the worst first. Those that the VM scans are left out: its scan is the
 * finding, and not the hosts that it met.
 */
export function failingServices(input: FinderInput, kind: keyof typeof outcomes): ServiceOutcome[] {
  if (!outcomesKnown(input)) return [];
  const lines = withoutScans(input.connections.tables.used.list());
  return waysOf(lines, input)
    .map((way) => outcomeOf(way, way.counts[outcomes[kind]] ?? 0))
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => other.failed - one.failed);
}

export function outcomeOf(way: Way, failed: number): ServiceOutcome {
  const all = way.counts.reduce((sum, count) => sum + count, 0);
  return {
    ...way,
    failed,
    established: way.counts[outcomes.established] ?? 0,
    share: failed / Math.max(all, 1),
    span: way.lastAt - way.firstAt,
  };
}

function withoutScans(lines: readonly EvidenceLine[]): EvidenceLine[] {
  const failing = lines.filter(({ counts }) => counts[outcomes.established] === 0);
  const ofHost = countBy(failing, hostOf);
  const ofPort = countBy(failing, ({ port }) => String(port));
  return lines.filter(
    (line) =>
      (line.counts[outcomes.established] ?? 0) > 0 ||
      ((ofHost.get(hostOf(line)) ?? 0) < thresholds.scannedPorts &&
        (ofPort.get(String(line.port)) ?? 0) < thresholds.scannedHosts),
  );
}

const hostOf = ({ version, receiver }: EvidenceLine): string => `${version} ${receiver}`;

function countBy(lines: readonly EvidenceLine[], keyOf: (line: EvidenceLine) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return counts;
}

/** Critical when the service is dead, or fails most of the time; null for failures that happen. */
export function severityOf({
  failed,
  established,
  share,
  span,
}: ServiceOutcome): "critical" | "warning" | null {
  const { deadServiceAttempts, deadServiceSpan, failingAttempts, failingShare, mostlyFailingShare } =
    thresholds;
  if (established === 0) {
    if (failed >= deadServiceAttempts && span >= deadServiceSpan) return "critical";
    return failed >= deadServiceAttempts || span >= thresholds.unansweredSpan ? "warning" : null;
  }
  if (failed < failingAttempts || share < failingShare) return null;
  return share >= mostlyFailingShare ? "critical" : "warning";
}
