import type { TargetVm } from "./targetVm.ts";

/**
 * Path of a capture file on the VM. On Linux the agent writes only below /var/captures (Network Watcher
 * documentation).
 */
export const guestPath = (captureName: string, { osType }: TargetVm): string =>
  osType === "Windows" ? `C:\\Captures\\${captureName}.cap` : `/var/captures/${captureName}.cap`;
