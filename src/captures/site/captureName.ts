import { createHash } from "node:crypto";

/**
 * The service documents no grammar for capture names; this is the one it documents for its other resources: at most
 * 80 characters, letters, digits, `_`, `.` and `-`.
 */
const longest = 80;
const hashLength = 16;

/** The part of a VM's name that its captures carry under this prefix. */
const nameRoom = (prefix: string): number => longest - prefix.length - hashLength - 2;

/**
 * Name of the capture of one VM for one occurrence: `<prefix>-<VM name, truncated>-<16 hex>`. The same for every
 * repetition, so that a repeated step finds what an earlier one made.
 */
export function captureName(prefix: string, vm: { id: string; name: string }, occurrence: string): string {
  const hash = createHash("sha256").update(`${occurrence}\n${vm.id.toLowerCase()}`).digest("hex");
  return `${prefix}-${vm.name.slice(0, nameRoom(prefix))}-${hash.slice(0, hashLength)}`;
}

/** Whether a capture is ours: its whole name fits our grammar and names the VM that it captures. A prefix proves nothing. */
export function isOurs(capture: { name: string; target: string }, prefix: string): boolean {
  const vmName = capture.target.split("/").at(-1) ?? "";
  const hashStart = capture.name.length - hashLength;
  return (
    /^[0-9a-f]{16}$/.test(capture.name.slice(hashStart)) &&
    capture.name.slice(0, hashStart).toLowerCase() ===
      `${prefix}-${vmName.slice(0, nameRoom(prefix))}-`.toLowerCase()
  );
}
