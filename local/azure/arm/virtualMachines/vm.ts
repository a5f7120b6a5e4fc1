import { createHash } from "node:crypto";
import type { ScenarioName } from "../../../traffic/namedScenarios.ts";
import type { Incident } from "../../../traffic/timeline/trafficPlan.ts";

export const powerStates = [
  "starting",
  "running",
  "stopping",
  "stopped",
  "deallocating",
  "deallocated",
] as const;

export type PowerState = (typeof powerStates)[number];
export type OsType = "Windows" | "Linux";

export interface Extension {
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  readonly typeHandlerVersion: string;
  /** When its installation ends, in milliseconds since the epoch. */
  readonly readyAt: number;
  /** Why its installation fails; null: it succeeds. */
  readonly failure: string | null;
}

/** The Network Watcher agent stops by itself in every capture of a VM. */
export interface AgentStop {
  /** Seconds after the start of a capture. */
  readonly afterSeconds: number;
  /** How the service tells it: by the code `AgentStopped`, or in a sentence and without a reason. */
  readonly form: "code" | "sentence";
}

export interface Vm {
  /** ARM id in its true casing. */
  readonly id: string;
  readonly location: string;
  readonly osType: OsType;
  readonly powerState: PowerState;
  readonly extensions: readonly Extension[];
  /** The name that its operating system was given; null: the VM's own, cut as Azure cuts it. */
  readonly computerName: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** The traffic in its captures. */
  readonly traffic: ScenarioName;
  /** What else happens on it, in a traffic that goes on: that of a VM that has, or has had, a ring. */
  readonly incidents: readonly Incident[];
  /** What the service tells of the files of its rings: the path of the first, or none. */
  readonly ringPath: "first" | "none";
  /** Null: the agent keeps running. */
  readonly agentStop: AgentStop | null;
  /**
   * How long the status of a running capture takes. 0: it is answered at once, without an operation. Null: as
   * long as everywhere.
   */
  readonly statusAfterSeconds: number | null;
  /** ARM id of the Flexible scale set that it belongs to; null: none. */
  readonly scaleSet: string | null;
}

export const vmName = (vm: Vm): string => vm.id.split("/").at(-1) ?? "";

/** Windows has names of 15 characters, those of NetBIOS. */
export const computerName = (vm: Vm): string =>
  vm.computerName ?? vmName(vm).slice(0, vm.osType === "Windows" ? 15 : 64);

const digest = (vm: Vm): Buffer => createHash("sha256").update(vm.id.toLowerCase()).digest();

/** The VM's private address in 10.0.0.0/16, derived from the id. */
export function vmAddress(vm: Vm): string {
  const [third = 0, fourth = 0] = digest(vm);
  return `10.0.${third % 8}.${4 + (fourth % 250)}`;
}

/** A GUID derived from the id. The real platform assigns one to each VM. */
export function vmGuid(vm: Vm): string {
  const hex = digest(vm).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
