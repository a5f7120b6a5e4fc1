import { AzureFault } from "../../azure/azureFault.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { notedGrant } from "../sessions/notedGrant.ts";
import { listInstanceFiles } from "./listInstanceFiles.ts";
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
    const fileUrl = session?.fileUrl ?? null;
    // Where storage does not let the app look, that is the answer: the captures themselves have succeeded.
    const found = await orRefusal(isLast, () =>
      listInstanceFiles(fileLists, { scaleSetId, ids, fileUrl, startedAt, endedAt }),
    );
    if (found === null) return refuse("not-allowed", elsewhere);
    if (isRefusal(found)) return found;
    const { files } = found;
    const missing = ids.filter((id) => !gone.includes(id) && files.every((file) => file.id !== id));
    if (missing.length > 0 && !isLast) throw new NotYet(refuse("storage-failed", noFile(missing)));
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    log("capture.instanceFiles", { captureName, files: files.length, missing: missing.length, bytes });
    return found;
  };

const elsewhere =
  "The capture files are not in the configured storage account: they were neither opened nor linked.";

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
