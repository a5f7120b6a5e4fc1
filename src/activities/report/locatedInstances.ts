import { AzureFault } from "../../azure/azureFault.ts";
import { fitInstances } from "../../captures/scaleSet/fitInstances.ts";
import { instanceRows } from "../../captures/scaleSet/instanceRows.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import { listInstanceFiles } from "../scaleSets/listInstanceFiles.ts";
import type { Azure } from "../../azure/azure.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureSession } from "../../captures/site/captureSession.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

/**
 * A scale set's outcome with its instances and their files, where the session has ended. Without the files
 * where storage does not let the app look: the report says how the capture ended all the same.
 */
export async function locatedInstances(
  { fileLists }: Pick<Azure, "fileLists">,
  outcome: CaptureOutcome,
  { instanceIds: ids = [], fileUrl, storageId }: CaptureSession,
  errors: readonly string[],
  { now, isLast, log }: Pick<ActivityInvocation, "now" | "isLast" | "log">,
): Promise<CaptureOutcome> {
  const { vmId: scaleSetId, startedAt } = outcome;
  if (outcome.outcome !== "captured" || storageId === null || startedAt === null) return outcome;
  const session = { scaleSetId, ids, fileUrl, startedAt, endedAt: now };
  const found = await listInstanceFiles(fileLists, session).catch((error: unknown) => {
    if (!(error instanceof AzureFault) || (error.passing && !isLast)) throw error;
    log(...faultEvent(error));
    return null;
  });
  if (found === null) return outcome;
  const [first = null] = found.files;
  const instances = ids.map((id) => ({ id, left: null }));
  return {
    ...outcome,
    ...(first !== null && { fileUrl: first.fileUrl, bytes: first.bytes, leadingInstance: first.id }),
    instances: fitInstances(instanceRows(instances, errors, found.files, null)),
    instanceFolder: found.folder,
    hint: "The capture has ended. Its files were not analyzed.",
  };
}
