import { emptyRingRecord, readRingRecord, ringRecordName } from "../../captures/rings/ringRecord.ts";
import type { AppStorage } from "../../azure/appStorage.ts";
import type { RingRecord } from "../../captures/rings/ringRecord.ts";

/** The rings as the app's record has them, without a call to Azure. @throws AzureFault */
export async function ringsNow(storage: Pick<AppStorage, "read">): Promise<RingRecord> {
  const content = await storage.read(ringRecordName);
  // A damaged record is begun anew by the next pass.
  return (content === null ? null : readRingRecord(content.text)) ?? emptyRingRecord;
}
