import type { Azure } from "../azure/azure.ts";
import { AzureFault } from "../azure/azureFault.ts";
import type { CaptureFile } from "../captures/outcome/capturedOutcome.ts";
import { refuse } from "../captures/outcome/refusal.ts";
import type { Watcher } from "../captures/site/captureSite.ts";
import { activity, NotYet, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly watcher: Watcher;
  readonly captureName: string;
}

/** Looks up the capture file in storage. The upload may end a little after the capture. */
export const findCaptureFile = activity<Input, CaptureFile>("findCaptureFile", {
  attempts: 8,
  firstSeconds: 2,
  maxSeconds: 30,
});

export const createFindCaptureFile =
  ({ packetCaptures, captureFiles }: Azure): ActivityHandler<Input, CaptureFile> =>
  async ({ watcher, captureName }, { attempt, log }) => {
    const session = await packetCaptures.find(watcher, captureName);
    const { fileUrl, guestPath } = session ?? { fileUrl: null, guestPath: null };
    const found = (bytes: number | null) => {
      log("capture.file", { captureName, inStorage: fileUrl !== null, onVm: guestPath !== null, bytes });
      return { fileUrl, guestPath, bytes };
    };
    if (fileUrl === null && guestPath !== null) return found(null);
    if (fileUrl === null)
      return refuse("capture-lost", `The packet capture ${captureName} no longer tells where its file is.`);
    try {
      const bytes = await captureFiles.size(fileUrl);
      if (bytes === null) throw new NotYet(refuse("storage-failed", noFile(fileUrl)));
      return found(bytes);
    } catch (error) {
      // The service has written the file; that the app may not look at it takes nothing from the capture.
      const hopeless =
        error instanceof AzureFault && (!error.passing || attempt >= findCaptureFile.retry.attempts);
      if (hopeless) return found(null);
      throw error;
    }
  };

const noFile = (url: string): string =>
  `The capture ended, but there is no file at ${url}. The VM must reach the storage account over HTTPS.`;
