import type { FaultPreset } from "../../choices.ts";
import type { ControlView, LabFault } from "../../controlView.ts";

/** A fault that is in force, in words. */
export interface ActiveFault {
  readonly label: string;
  /** What matches it and what it does, as the control API has it. */
  readonly detail: string;
  /** How many more calls it applies to; null: until it is cleared. */
  readonly left: number | null;
}

const isSame = (one: LabFault, other: LabFault): boolean =>
  one.path === other.path &&
  one.method === other.method &&
  one.status === other.status &&
  (one.delayMs ?? 0) === (other.delayMs ?? 0);

const isOver = ({ times }: LabFault): boolean => times === 0;

/** The faults in force. Those of the page's own list have its words, others only what they match. */
export function activeFaults(
  { faults, backend }: Pick<ControlView, "faults" | "backend">,
  presets: readonly FaultPreset[],
): readonly ActiveFault[] {
  const stopped = presets.find((preset) => preset.faults.length === 0);
  const ofBackend = backend.available
    ? []
    : [{ label: stopped?.label ?? "The Durable backend stops", detail: "no answers", left: null }];
  const ofCalls = faults
    .filter((fault) => !isOver(fault))
    .map((fault) => ({
      label:
        presets.find((preset) => preset.faults.some((one) => isSame(one, fault)))?.label ?? "Another fault",
      detail: detailOf(fault),
      left: fault.times ?? null,
    }));
  return [...ofBackend, ...ofCalls];
}

/** The present faults behind these. The same ones are not twice there, and those used up are gone. */
export const withFaults = (present: readonly LabFault[], added: readonly LabFault[]): readonly LabFault[] => [
  ...added,
  ...present.filter((fault) => !isOver(fault) && !added.some((one) => isSame(one, fault))),
];

function detailOf({ method, path, status, delayMs = 0 }: LabFault): string {
  const call = `${method ?? "any method"} ${path}`;
  const effects = [
    ...(delayMs > 0 ? [`after ${delayMs / 1000} s`] : []),
    ...(status === undefined ? [] : [status === "timeout" ? "no answer" : String(status)]),
  ];
  return `${call} → ${effects.join(", ")}`;
}
