import { randomUUID } from "node:crypto";
import { hostConnection } from "../../../local/environment/blobStorage.ts";
import { analyzeCapture } from "../../../src/activities/analyzeCapture.ts";
import { createAppStorage } from "../../../src/azure/appStorage.ts";
import { readRanges, type ReadRange } from "../../../src/azure/readRanges.ts";
import { loadConfig } from "../../../src/config.ts";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { captureOf, upload } from "../packets/vmTraffic.ts";
import { sharedStorage } from "../world/sharedStorage.ts";
import type { AnalysisRunner } from "../../../src/analysis/analysisRunner.ts";

/** The capture file that is in storage unless a test has another. */
export const storedCapture = captureOf(upload(20_000));
/** When each activity is called. */
export const calledAt = "2026-11-26T12:04:00.000Z";

const configFor = (connection: string) =>
  loadConfig({
    CAPTURE_STORAGE_ACCOUNT_ID:
      "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captureonalert",
    ...{ NOTIFY_EMAIL_TO: "a@example.com", EMAIL_SENDER: "b@example.com" },
    ...{ EMAIL_ENDPOINT: "https://email.example.com", AzureWebJobsStorage: connection },
    WEBSITE_SITE_NAME: `analyze-${randomUUID()}`,
  });

/** Reads the stored capture. */
export const fill: ReadRange = (buffer, from) => Promise.resolve(storedCapture.copy(buffer, 0, from));

/** Analyzes here instead of in a process of its own. */
export const here: AnalysisRunner = {
  async run(read, order) {
    const analyzer = new CaptureAnalyzer(order);
    for await (const chunk of read(new AbortController().signal)) analyzer.push(chunk);
    return analyzer.end();
  },
};

interface Life {
  readonly runner?: AnalysisRunner;
  readonly read?: ReadRange;
  readonly connection?: string;
  readonly etag?: string | null;
  readonly analyzeMaxBytes?: number;
  /** Files in storage by URL, instead of the stored capture for any URL. */
  readonly files?: Readonly<Record<string, Buffer>>;
}

/** Makes lives of the app's process, all with one storage; a life calls its activity `analyzeCapture`. */
export async function analysisLives() {
  const config = configFor(hostConnection((await sharedStorage()).blob.endpoint));
  return ({ runner = here, read = fill, connection, etag = '"0x1"', files, ...limits }: Life = {}) => {
    const own = { ...(connection === undefined ? config : configFor(connection)), ...limits };
    const appStorage = createAppStorage(own, {
      getToken: () => Promise.reject(new Error("No token is needed.")),
    });
    const open = (url: string) => {
      const content = files === undefined ? storedCapture : files[url];
      if (content === undefined) return Promise.resolve(null);
      const readOwn: ReadRange = (buffer, from) => Promise.resolve(content.copy(buffer, 0, from));
      const readIt = files === undefined ? read : readOwn;
      const chunks = (signal: AbortSignal) => readRanges(readIt, content.length, signal);
      return Promise.resolve({ bytes: content.length, etag, chunks });
    };
    const captureFiles = { locate: () => Promise.resolve(null), size: () => Promise.resolve(null), open };
    const handler = analyzeCapture(() => Promise.resolve(runner))({ captureFiles, appStorage }, own);
    return (instanceId: string, attempt = 1, more: Partial<Parameters<typeof handler>[0]> = {}) =>
      handler(
        { fileUrl: "", question: null, summaryBytes: 16_384, ...more },
        { instanceId, attempt, isLast: false, now: calledAt, instances: noInstances, log: () => undefined },
      );
  };
}

const noInstances = (): never => {
  throw new Error("An analysis asks for no instances.");
};
