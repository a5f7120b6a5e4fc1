/** The VM of an alert, as Azure describes it. */
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
}

/** Type of the agent extension for an operating system. */
export const agentType = (osType: string | null): string =>
  osType === "Windows" ? "NetworkWatcherAgentWindows" : "NetworkWatcherAgentLinux";
