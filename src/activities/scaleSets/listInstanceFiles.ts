import { armId } from "../../arm/armId.ts";
import { instanceFilesAmong } from "../../captures/scaleSet/instanceFilesAmong.ts";
import type { FileLists } from "../../azure/files/fileLists.ts";
import type { InstanceFiles } from "../../captures/scaleSet/setOutcome.ts";

/** A session of a scale set. */
interface SetSession {
  readonly scaleSetId: string;
  /** Its instances. */
  readonly ids: readonly string[];
  /** What the service tells of its file; of a scale set that may be nothing. */
  readonly fileUrl: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
}

/**
 * The files of a session's instances in storage, for which the service publishes no names; null where they
 * are not in the configured account. @throws AzureFault
 */
export async function listInstanceFiles(
  fileLists: FileLists,
  { scaleSetId, fileUrl, ...session }: SetSession,
): Promise<InstanceFiles | null> {
  const container = await fileLists.containerOf(fileUrl);
  if (container === null) return null;
  const folder = `${scaleSetId.replace(/^\/+/, "").toLowerCase()}/`;
  const listed = (await fileLists.list(container, folder))?.files ?? [];
  const files = instanceFilesAmong(listed, { name: armId.name(scaleSetId), ...session });
  return { files, folder: `${container}/${encodeURI(folder)}` };
}
