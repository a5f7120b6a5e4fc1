import type { Refusal } from "../outcome/refusal.ts";

/** Where to look for a capture that Azure did not let the app find. */
export const unlocated = ({ hint, ...refusal }: Refusal, captureName: string | null): Refusal => ({
  ...refusal,
  hint: `Whether the VM's packet capture still runs is unknown. ${hint} See Network Watcher's packet captures${captureName === null ? "" : `: ${captureName}`}.`,
});
