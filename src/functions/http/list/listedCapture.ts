import { byLead } from "../../../captures/summary/byLead.ts";
import { boundedOrNull } from "../../../redaction/boundedText.ts";
import { labelOf } from "../../../report/labels/labelOf.ts";
import { phaseWord } from "../../../report/labels/phaseWord.ts";
import { captureView } from "../captureView.ts";
import { captureState } from "./captureState.ts";
import type { CaptureState, ListedCapture } from "../../../api/captureList.ts";
import type { VmView } from "../../../api/captureView.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { InstanceStatus } from "../../../durable/instances/instanceStatus.ts";

/** Renders an instance as an item of the list. */
export function listedCapture(instance: InstanceStatus): ListedCapture {
  const view = captureView(instance, []);
  const { id, status, phase, percent, alert, reportedIn, error, createdAt, updatedAt } = view;
  const state = captureState(instance);
  const shown = spokesman(view.vms, state);
  const summary = shown?.summary;
  return {
    ...{ id, state, label: labelIn(state, phase, shown) },
    ...{ lead: summary?.lead ?? null, severity: summary?.leading?.severity ?? null },
    vm: shown === undefined ? null : nameOf(shown),
    ...{ rule: alert?.rule ?? null, ruleSeverity: alert?.severity ?? null, firedAt: alert?.firedAt ?? null },
    bytes: totalBytes(view.vms),
    ...{ spark: sparkOf(summary), peers: peersOf(summary) },
    ...{ status, phase, percent, reportedIn, createdAt, updatedAt },
    error: boundedOrNull(error, longest),
    vms: view.vms.map(listedVm),
  };
}

type ListedVm = ListedCapture["vms"][number];
type Summary = CaptureOutcome["summary"] | undefined;

const longest = 200;

/** The VM that an item speaks of: of those with the best ending, that with the gravest lead. */
function spokesman(vms: readonly VmView[], state: CaptureState): VmView | undefined {
  const best = vms.filter(({ outcome }) => outcome === state);
  return (best.length === 0 ? vms : best).toSorted(byLead)[0];
}

/** While it runs, the phase; then what that VM came to. An orchestration without a result has failed. */
function labelIn(state: CaptureState, phase: string | null, vm: VmView | undefined): string {
  if (state === "running") return phaseWord(phase);
  return labelOf(
    state === "captured" && vm !== undefined
      ? { outcome: state, summary: vm.summary ?? null }
      : { outcome: state === "skipped" ? state : "failed", summary: null },
  );
}

function listedVm({ vmId, vmName, outcome, code, hint, fileUrl, endsAt }: VmView): ListedVm {
  const told = boundedOrNull(hint ?? null, longest);
  return {
    ...{ vmId, vmName: vmName ?? null, outcome: outcome ?? null, hasFile: typeof fileUrl === "string" },
    ...(code != null && { code }),
    ...(told !== null && { hint: told }),
    ...(endsAt !== null && { endsAt }),
  };
}

/** A running capture is known by the id, or the computer's name, that the alert has. */
const nameOf = ({ vmName, vmId }: VmView): string => vmName ?? vmId.slice(vmId.lastIndexOf("/") + 1);

const mostPeers = 5;

/** The largest peer's address and name first. */
const peersOf = (summary: Summary): readonly string[] =>
  [
    ...new Set(summary?.peers.flatMap(({ address, name }) => (name === null ? [address] : [name, address]))),
  ].slice(0, mostPeers);

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
