import { byLead } from "../../../captures/summary/byLead.ts";
import { captureView, type CaptureView, type VmView } from "../captureView.ts";
import { captureState, type CaptureState } from "./captureState.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { InstanceStatus } from "../../../durable/instances/instanceStatus.ts";
import type { Severity } from "../../../pcap/findings/finding.ts";

/** What an analysis begins with. */
interface ShownLead {
  /** Null without an analysis. */
  readonly lead: string | null;
  /** Of the finding that leads; null when nothing stands out. */
  readonly severity: Severity | null;
}

/** A VM of an item: of its analysis only the lead, so that a thousand captures are a small answer. */
interface ListedVm extends Omit<VmView, "summary">, ShownLead {}

/** An item of the list of captures. Its lead is that of the VM with the gravest one. */
export interface ListedCapture extends Omit<CaptureView, "vms">, ShownLead {
  readonly state: CaptureState;
  /** Name of the VM that has the lead; null when the request names none. */
  readonly vm: string | null;
  /** Name of the alert rule; null for a capture on demand. */
  readonly rule: string | null;
  /** When the alert fired; null for a capture on demand. */
  readonly firedAt: string | null;
  /** Size of all its capture files; null while none is known. */
  readonly bytes: number | null;
  /** Traffic of that VM over time, at most 24 values in bytes a second; null without an analysis. */
  readonly spark: readonly number[] | null;
  readonly vms: readonly ListedVm[];
}

/** Renders an instance as an item of the list. */
export function listedCapture(instance: InstanceStatus): ListedCapture {
  const view = captureView(instance, []);
  const [gravest] = view.vms.toSorted(byLead);
  return {
    ...view,
    state: captureState(instance),
    ...shownLead(gravest?.summary),
    vm: gravest === undefined ? null : nameOf(gravest),
    rule: view.alert?.rule ?? null,
    firedAt: view.alert?.firedAt ?? null,
    bytes: totalBytes(view.vms),
    spark: sparkOf(gravest?.summary),
    vms: view.vms.map(({ summary, ...vm }) => ({ ...vm, ...shownLead(summary) })),
  };
}

type Summary = CaptureOutcome["summary"] | undefined;

const shownLead = (summary: Summary): ShownLead => ({
  lead: summary?.lead ?? null,
  severity: summary?.leading?.severity ?? null,
});

/** A running capture is known by the id, or the computer's name, that the alert has. */
const nameOf = ({ vmName, vmId }: VmView): string => vmName ?? vmId.slice(vmId.lastIndexOf("/") + 1);

function totalBytes(vms: readonly VmView[]): number | null {
  const sizes = vms.flatMap(({ bytes = null }) => bytes ?? []);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
}

const mostColumns = 24;

/** Averages, so that the last column may cover less than the others. */
function sparkOf(summary: Summary): readonly number[] | null {
  if (summary === null || summary === undefined) return null;
  const { bytes, bucketSeconds } = summary.timeline;
  const each = Math.max(Math.ceil(bytes.length / mostColumns), 1);
  return Array.from({ length: Math.ceil(bytes.length / each) }, (_, column) => {
    const part = bytes.slice(column * each, (column + 1) * each);
    return Math.round(part.reduce((sum, size) => sum + size, 0) / (part.length * bucketSeconds));
  });
}
