import { armId } from "../../arm/armId.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { instanceFilesAmong } from "../../captures/scaleSet/instanceFilesAmong.ts";
import { NotYet } from "../../durable/notYet.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { notedGrant } from "../sessions/notedGrant.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const findInstanceFiles =
  (
    { packetCaptures, fileLists, appStorage }: Azure,
    { store }: Pick<Config, "store">,
  ): HandlerOf<typeof activities.findInstanceFiles> =>
  async ({ watcher, captureName, scaleSetId, ids, gone, startedAt, endedAt }, { isLast, log }) => {
    // The app itself may have deleted the session, to make room.
    const session =
      (await packetCaptures.find(watcher, captureName)) ??
      (await notedGrant(ledgerIn(appStorage), captureName, log))?.kept;
    if (store === "guest") return refuse("not-allowed", onInstances(session?.guestPath ?? null));
    const container = await fileLists.containerOf(session?.fileUrl ?? null);
    if (container === null)
      return refuse(
        "not-allowed",
        "The capture files are not in the configured storage account: they were neither opened nor linked.",
      );
    const folder = `${scaleSetId.replace(/^\/+/, "").toLowerCase()}/`;
    // Where storage does not let the app look, that is the answer: the captures themselves have succeeded.
    const listed = await orRefusal(
      isLast,
      async () => (await fileLists.list(container, folder))?.files ?? [],
    );
    if ("refused" in listed) return listed;
    const wanted = { name: armId.name(scaleSetId), ids, startedAt, endedAt };
    const files = instanceFilesAmong(listed, wanted);
    const missing = ids.filter((id) => !gone.includes(id) && files.every((file) => file.id !== id));
    if (missing.length > 0 && !isLast) throw new NotYet(refuse("storage-failed", noFile(missing)));
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    log("capture.instanceFiles", { captureName, files: files.length, missing: missing.length, bytes });
    return { files, folder: `${container}/${encodeURI(folder)}` };
  };

const onInstances = (path: string | null): string =>
  `The capture files are only on the instances${path === null ? "" : `, at ${path}`}, and were not analyzed.`;

async function orRefusal<T>(isLast: boolean, look: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AzureFault && (!error.passing || isLast)) return refusalOf(error);
    throw error;
  }
}

const noFile = (ids: readonly string[]): string =>
  `The capture ended, but ${ids.length === 1 ? "instance" : "instances"} ${ids.join(", ")} of the scale set ${ids.length === 1 ? "has" : "have"} no file in storage.`;
