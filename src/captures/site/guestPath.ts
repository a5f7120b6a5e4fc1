import type { TargetVm } from "./targetVm.ts";

/**
 * Path of a capture file on the VM. On Linux the agent writes only below /var/captures (Network Watcher
 * documentation).
 */
export const guestPath = (captureName: string, { osType }: Pick<TargetVm, "osType">): string =>
  osType === "Windows" ? `C:\\Captures\\${captureName}.cap` : `/var/captures/${captureName}.cap`;

/** The paths that a capture of this name may have, whatever its VM runs. */
export const guestPaths = (captureName: string): readonly string[] =>
  [null, "Windows"].map((osType) => guestPath(captureName, { osType }));
