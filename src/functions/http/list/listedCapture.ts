import { byLead } from "../../../captures/summary/byLead.ts";
import { captureView } from "../captureView.ts";
import { captureState } from "./captureState.ts";
import type { ListedCapture, ShownLead } from "../../../api/captureList.ts";
import type { VmView } from "../../../api/captureView.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { InstanceStatus } from "../../../durable/instances/instanceStatus.ts";

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
    label: captureState(instance),
    peers: [],
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
