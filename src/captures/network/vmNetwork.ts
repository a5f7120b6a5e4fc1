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

/** The VM's own private addresses. */
export interface OwnAddresses {
  readonly addresses: readonly string[];
  /** Whether there are no others. */
  readonly areAll: boolean;
}

export const ownAddresses = ({ interfaces, isComplete }: VmNetwork): OwnAddresses => ({
  addresses: interfaces.flatMap(({ privateAddresses }) => privateAddresses),
  areAll: isComplete,
});
