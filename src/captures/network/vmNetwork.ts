import type { NetworkInterfaceFacts } from "./networkContext.ts";

/** A VM's network interface, as Azure describes it. */
export interface VmInterface extends NetworkInterfaceFacts {
  readonly id: string;
  readonly isPrimary: boolean;
}

/** The network interfaces of a VM, read while its capture runs. */
export interface VmNetwork {
  /** The primary one first; without those that could not be read. */
  readonly interfaces: readonly VmInterface[];
  /** Whether every interface was read, so that their addresses are all that the VM has. */
  readonly isComplete: boolean;
  /** What could not be read and why; null: nothing. */
  readonly remark: string | null;
}

/** The private addresses of the interfaces that were read. */
export const ownAddresses = ({ interfaces }: Pick<VmNetwork, "interfaces">): readonly string[] =>
  interfaces.flatMap(({ privateAddresses }) => privateAddresses);
