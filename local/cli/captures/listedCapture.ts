import { isJsonObject, type JsonObject } from "../../azure/jsonObject.ts";

export const captureStates = ["running", "captured", "failed", "skipped"] as const;
type CaptureState = (typeof captureStates)[number];

/** A capture as `GET /api/captures` lists it, and `GET /api/captures/{id}` shows it, read with care. */
export interface ListedCapture {
  readonly id: string;
  readonly state: CaptureState;
  readonly vms: readonly JsonObject[];
  readonly vmNames: readonly string[];
  /** What the capture shows, or why there is none, or how far it is. */
  readonly lead: string;
  readonly rule: string | null;
  /** ISO 8601. */
  readonly createdAt: string | null;
}

export const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const objectsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** Reads a capture. Apps of other versions may leave members out. */
export function listedCapture(view: JsonObject): ListedCapture {
  const vms = objectsOf(view.vms);
  const alert = isJsonObject(view.alert) ? view.alert : {};
  return {
    id: textOf(view.id) ?? "",
    state: captureState(view, vms),
    vms,
    vmNames: vms.map(vmName),
    lead: textOf(view.lead) ?? vms.map(vmLead).find((lead) => lead !== null) ?? progressOf(view),
    rule: textOf(view.rule) ?? textOf(alert.rule),
    createdAt: textOf(view.createdAt),
  };
}

/** The name of a VM, before it is found the last part of its id. */
export function vmName({ vmName: name, vmId: id }: JsonObject): string {
  const text = textOf(id) ?? "";
  return textOf(name) ?? text.slice(text.lastIndexOf("/") + 1);
}

const isState = (value: unknown): value is CaptureState => captureStates.some((state) => state === value);

/** As the app tells it, and in the same way where it does not: the best that one of the VMs came to. */
function captureState({ state, status }: JsonObject, vms: readonly JsonObject[]): CaptureState {
  if (isState(state)) return state;
  if (["pending", "running", "suspended", "continuedasnew"].includes(textOf(status) ?? "")) return "running";
  if (status !== "completed") return "failed";
  const outcomes = vms.map(({ outcome }) => outcome);
  return (["captured", "failed"] as const).find((one) => outcomes.includes(one)) ?? "skipped";
}

function vmLead({ lead, summary, hint }: JsonObject): string | null {
  return textOf(lead) ?? (isJsonObject(summary) ? textOf(summary.lead) : null) ?? textOf(hint);
}

function progressOf({ error, phase, percent }: JsonObject): string {
  const told = textOf(phase) ?? "";
  return textOf(error) ?? (typeof percent === "number" ? `${told} ${percent}%` : told);
}
