import { parseVmResourceId } from "../../virtualMachines/vmResourceId.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/**
 * The path, `container/name`, that Network Watcher gives to a capture's file. It carries the start time in
 * UTC.
 */
export function blobPath(vmId: string, createdAt: number): string {
  const at = new Date(createdAt);
  const day = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())].join("/");
  const time = [two(at.getUTCHours()), two(at.getUTCMinutes()), two(at.getUTCSeconds())].join("_");
  const file = `packetcapture_${time}_${String(at.getUTCMilliseconds()).padStart(3, "0")}.cap`;
  return `network-watcher-logs${parseVmResourceId(vmId)?.id ?? ""}/${day}/${file}`.toLowerCase();
}
