import { createHash } from "node:crypto";
import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { evidenceRecord, textOfRecord } from "../../captures/evidence/evidenceRecord.ts";
import { isSameRecord } from "../../captures/evidence/isSameRecord.ts";
import { version } from "../../version.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import type { Azure } from "../../azure/azure.ts";
import type { EvidenceReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const writeEvidence =
  ({ evidenceFiles }: Pick<Azure, "evidenceFiles">): HandlerOf<typeof activities.writeEvidence> =>
  async ({ facts, capture }, { attempt, isLast, log }) => {
    const { vmId, captureName, fileUrl } = capture;
    const record = evidenceRecord({ ...facts, captures: [capture] }, version);
    const text = textOfRecord(record);
    const fields = { vmId, captureName, attempt };
    const failed = (error: string, more: object): EvidenceReceipt => {
      log("evidence.failed", { ...fields, ...more });
      return { vmId, url: null, error };
    };
    try {
      const { url, existing } = await evidenceFiles.create(fileUrl, text);
      if (existing !== null && !isSameRecord(existing, record)) return failed(otherFile, { status: 409 });
      const sha256 = digestOf(existing ?? text);
      log("evidence.written", { ...fields, bytes: Buffer.byteLength(existing ?? text), sha256 });
      return { vmId, url, error: null };
    } catch (error) {
      if (!(error instanceof AzureFault) || (error.passing && !isLast)) throw error;
      return failed(refusalText(error), factsOf(error));
    }
  };

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const otherFile =
  "There is already a file of this name with another content, and it was not overwritten: GET /api/captures/{id}/evidence has the record.";

/** A deployment with EVIDENCE_RECORD=blob alone grants it. */
const right =
  "The app's identity needs Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action at the container of the capture files (deployment parameter evidenceRecord).";

const refusalText = (fault: AzureFault): string =>
  fault.status === 403 ? `${fault.message.replace(/[\s.]+$/, "")}. ${right}` : refusalOf(fault).hint;
