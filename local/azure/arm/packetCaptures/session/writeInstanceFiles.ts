import { memberOf } from "../../scaleSets/membersOf.ts";
import { instanceNameIn, type ScaleSet } from "../../scaleSets/scaleSet.ts";
import { vmAddress } from "../../virtualMachines/vm.ts";
import { sessionFile } from "./sessionFile.ts";
import type { Capture, InstanceFile } from "../capture.ts";
import type { CaptureBlobs } from "./captureBlobs.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/**
 * Where the file of an instance goes, `container/name`. The service's own paths are not published; this one
 * is like that of a VM.
 */
function instancePath(set: ScaleSet, instance: string, createdAt: number): string {
  const at = new Date(createdAt);
  const day = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())].join("/");
  const time = [two(at.getUTCHours()), two(at.getUTCMinutes()), two(at.getUTCSeconds())].join("_");
  const file = `packetcapture_${time}_${String(at.getUTCMilliseconds()).padStart(3, "0")}.cap`;
  const name = set.filesBy === "id" ? instance : instanceNameIn(set, instance);
  return `network-watcher-logs${set.id}/virtualMachines/${name}/${day}/${file}`.toLowerCase();
}

/** Writes the file of each instance that a session has run on to its end. */
export async function writeInstanceFiles(
  capture: Capture,
  set: ScaleSet | null,
  files: CaptureBlobs,
): Promise<readonly InstanceFile[]> {
  const written: InstanceFile[] = [];
  for (const id of capture.instances?.reached ?? []) {
    const instance = set?.instances.find((one) => one.id === id);
    if (set === null || instance === undefined || instance.losesFile) continue;
    const name = instanceNameIn(set, id);
    const address = vmAddress(memberOf(set, { ...instance, id: name }));
    const session = {
      ...{ ...capture, id: `${capture.id}/${id}`, traffic: instance.traffic },
      vm: { id: `${set.id}/virtualMachines/${id}`, name, address },
    };
    const { bytes, truth } = sessionFile(session);
    const blob = instancePath(set, id, capture.startedAt);
    if (capture.storageId !== null) await files.write(blob, bytes);
    written.push({ id, blob, bytes: bytes.length, truth });
  }
  return written;
}
