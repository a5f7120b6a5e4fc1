import type { InstanceOutcome } from "../scaleSet/instanceOutcome.ts";

/** The VM of an alert, or its Uniform scale set, as Azure describes it. */
export interface TargetVm {
  /** In Azure's own casing. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly osType: string | null;
  /** "running", "deallocated", …; null when Azure does not say. */
  readonly powerState: string | null;
  /** Whether the Network Watcher agent extension is installed. */
  readonly hasAgent: boolean;
  /**
   * Set while Azure starts or creates the VM, or installs an extension: what is missing may be there soon.
   */
  readonly isSettling?: true;
  /** ARM ids of its network interfaces, at most 8, in Azure's order; absent where Azure names none. */
  readonly nicIds?: readonly string[];
  /** Of a scale set: those that the alert is about, at most 20, at least one; absent for a VM. */
  readonly instances?: readonly TargetInstance[];
}

/** An instance of a scale set that an alert is about. */
export interface TargetInstance {
  readonly id: string;
  /** Why it is not captured; null: it is. */
  readonly left: Pick<InstanceOutcome, "outcome" | "error"> | null;
}

/** Type of the agent extension for an operating system. */
export const agentType = (osType: string | null): string =>
  osType === "Windows" ? "NetworkWatcherAgentWindows" : "NetworkWatcherAgentLinux";
