import { textOfRecord, type EvidenceRecord } from "./evidenceRecord.ts";

/** Whether a stored text is this record, by whichever version of the app it was written. */
export function isSameRecord(stored: string, record: EvidenceRecord): boolean {
  let other: unknown;
  try {
    other = JSON.parse(stored);
  } catch {
    return false;
  }
  if (typeof other !== "object" || other === null || Array.isArray(other)) return false;
  return textOfRecord({ ...other, app: record.app } as EvidenceRecord) === textOfRecord(record);
}
