import { AzureFault } from "../azure/azureFault.ts";
import { hostOf } from "../azure/hosts/foreignHost.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import { NotYet } from "../durable/notYet.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import { notedGrant } from "./sessions/notedGrant.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const findCaptureFile =
  ({ packetCaptures, captureFiles, appStorage }: Azure): HandlerOf<typeof activities.findCaptureFile> =>
  async ({ watcher, captureName }, { isLast, log }) => {
    // The app itself may have deleted the session, to make room.
    const session =
      (await packetCaptures.find(watcher, captureName)) ??
      (await notedGrant(ledgerIn(appStorage), captureName, log))?.kept;
    const { fileUrl: told, guestPath } = session ?? { fileUrl: null, guestPath: null };
    const fileUrl = told === null ? null : await captureFiles.locate(told);
    const found = (bytes: number | null) => {
      log("capture.file", { captureName, inStorage: fileUrl !== null, onVm: guestPath !== null, bytes });
      return { fileUrl, guestPath, bytes };
    };
    if (fileUrl === null && guestPath !== null) return found(null);
    if (fileUrl === null && told !== null) return refuse("not-allowed", elsewhere(told));
    if (fileUrl === null)
      return refuse("capture-lost", `The packet capture ${captureName} no longer names its file.`);
    try {
      const bytes = await captureFiles.size(fileUrl);
      if (bytes === null) throw new NotYet(refuse("storage-failed", noFile(fileUrl)));
      return found(bytes);
    } catch (error) {
      // The service has written the file; the capture succeeded even if the app may not read it.
      const hopeless = error instanceof AzureFault && (!error.passing || isLast);
      if (hopeless) return found(null);
      throw error;
    }
  };

const elsewhere = (url: string): string =>
  `The capture file is not in the configured storage account, but at ${hostOf(url)}: it was neither opened nor linked.`;

const noFile = (url: string): string =>
  `The capture ended, but there is no file at ${url}. The VM must reach the storage account over HTTPS.`;
