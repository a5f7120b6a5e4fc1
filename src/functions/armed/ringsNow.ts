import { armedVmsOf } from "../../captures/rings/armedVmsOf.ts";
import { emptyRingRecord, readRingRecord, ringRecordName } from "../../captures/rings/ringRecord.ts";
import type { ArmedVms } from "../../api/armedVms.ts";
import type { AppStorage } from "../../azure/appStorage.ts";

/** The rings of armed VMs as the app's record has them, without a call to Azure. @throws AzureFault */
export async function ringsNow(storage: Pick<AppStorage, "read">): Promise<ArmedVms> {
  const content = await storage.read(ringRecordName);
  // A damaged record is begun anew by the next pass.
  const record = (content === null ? null : readRingRecord(content.text)) ?? emptyRingRecord;
  return armedVmsOf(record, new Date().toISOString());
}
