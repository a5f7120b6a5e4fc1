/** The parts of the ARM id of a virtual machine, in the casing of the text they were read from. */
export interface VmId {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

// Anchored, and without `%`, `?`, `#` or further segments: a payload's id ends up in the URLs of management calls.
const grammar =
  /^\/subscriptions\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\/resourcegroups\/([\w().-]{1,90})\/providers\/microsoft\.compute\/virtualmachines\/(\w[\w.-]{0,63})\/?$/i;

/** Reads the ARM id of a virtual machine; null when the text is not exactly that. */
export function parseVmId(text: string): VmId | null {
  const [, subscriptionId, resourceGroup, name] = grammar.exec(text) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return null;
  if (resourceGroup.endsWith(".") || text.includes("..")) return null;
  return { id: text.replace(/\/$/, ""), subscriptionId, resourceGroup, name };
}

/** ARM ids compare without case: alerts lower-case them, ARM answers in the true casing. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
