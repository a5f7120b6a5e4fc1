/** An instance of a scale set, as Azure lists it. */
export interface ListedInstance {
  /** "0", "17" in a Uniform set; the VM's name in a Flexible one. */
  readonly id: string;
  /** "web_17", or the VM's name. */
  readonly name: string;
  /** "running", "deallocated", …; null when Azure does not say. */
  readonly powerState: string | null;
  readonly hasAgent: boolean;
}

/** A scale set, as Azure describes it. */
export interface FoundScaleSet {
  /** In Azure's own casing. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly osType: string | null;
  /** A Flexible one is a group of VMs, each of which is captured like any other. */
  readonly isFlexible: boolean;
}
