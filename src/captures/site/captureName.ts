import { createHash } from "node:crypto";

/**
 * The service documents no grammar for capture names; this is the grammar of its other resources: at most 80
 * characters, letters, digits, `_`, `.` and `-`.
 */
const longest = 80;
const hashLength = 16;

/**
 * What the names of all captures of a VM begin with: `<prefix>-<VM name, truncated>-`. The rest is 16 hex
 * digits.
 */
export const captureNameStart = (prefix: string, vmName: string): string =>
  `${prefix}-${vmName.slice(0, longest - prefix.length - hashLength - 2)}-`;

/**
 * Name of the capture of one VM for one occurrence: `<prefix>-<VM name, truncated>-<16 hex>`. Deterministic,
 * so that a repeated step finds what an earlier one created.
 */
export function captureName(prefix: string, vm: { id: string; name: string }, occurrence: string): string {
  const hash = createHash("sha256").update(`${occurrence}\n${vm.id.toLowerCase()}`).digest("hex");
  return `${captureNameStart(prefix, vm.name)}${hash.slice(0, hashLength)}`;
}
