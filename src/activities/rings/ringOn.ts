import { readRingRecord, ringOf, ringRecordName } from "../../captures/rings/ringRecord.ts";
import type { AppStorage } from "../../azure/appStorage.ts";
import type { Ring } from "../../captures/rings/ring.ts";

/** The ring of an armed VM, as the app's record has it; null where the VM is not armed. @throws AzureFault */
export async function ringOn(storage: Pick<AppStorage, "read">, vmId: string): Promise<Ring | null> {
  const stored = await storage.read(ringRecordName);
  const record = stored === null ? null : readRingRecord(stored.text);
  const ring = record === null ? undefined : ringOf(record, vmId);
  return ring === undefined || ring.isLeaving ? null : ring;
}
