import { parseResourceId, type ResourceId } from "./resourceId.ts";

/** The parts of the ARM id of a virtual machine, in the casing of the text they were read from. */
export type VmId = ResourceId;

const vmName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

/** Parses the ARM id of a virtual machine; null when the text is not exactly that. */
export const parseVmId = (text: string): VmId | null =>
  parseResourceId(text, "microsoft.compute/virtualmachines", vmName);
