import type { TargetVm } from "./targetVm.ts";

/** Where a capture file lies on the VM. On Linux the agent writes below /var/captures only (Network Watcher documentation). */
export const guestPath = (captureName: string, { osType }: TargetVm): string =>
  osType === "Windows" ? `C:\\Captures\\${captureName}.cap` : `/var/captures/${captureName}.cap`;
