import { AzureFault } from "../../azure/azureFault.ts";
import { fitInstances } from "../../captures/scaleSet/fitInstances.ts";
import { instanceRows } from "../../captures/scaleSet/instanceRows.ts";
import { listInstanceFiles } from "../scaleSets/listInstanceFiles.ts";
import type { Azure } from "../../azure/azure.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { InstanceFiles } from "../../captures/scaleSet/setOutcome.ts";
import type { CaptureSession } from "../../captures/site/captureSession.ts";

/**
 * A scale set's outcome with its instances and their files, where the session has ended. Without the files
 * where storage does not let the app look: the report says how the capture ended all the same.
 */
export async function locatedInstances(
  { fileLists }: Pick<Azure, "fileLists">,
  outcome: CaptureOutcome,
  { instanceIds: ids = [], fileUrl, storageId }: CaptureSession,
  { errors, endedAt }: { readonly errors: readonly string[]; readonly endedAt: string },
): Promise<CaptureOutcome> {
  const { vmId: scaleSetId, startedAt } = outcome;
  if (outcome.outcome !== "captured" || storageId === null || startedAt === null) return outcome;
  const session = { scaleSetId, ids, fileUrl, startedAt, endedAt };
  const found = await listInstanceFiles(fileLists, session).catch(noneOfFault);
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

function noneOfFault(error: unknown): InstanceFiles | null {
  if (error instanceof AzureFault) return null;
  throw error;
}
