import { captureStatus, type Capture } from "../arm/packetCaptures/capture.ts";
import { blobUrl, storagePath } from "../arm/packetCaptures/packetCaptureView.ts";

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** A capture as the control API shows it. */
export function captureRecord(capture: Capture, endpoint: string): Record<string, unknown> {
  const status = captureStatus(capture);
  return {
    id: capture.id,
    name: capture.name,
    status,
    stopReason: status === "Running" ? null : capture.ending.stopReason,
    errors: status === "Running" ? [] : capture.ending.errors,
    target: capture.target,
    storageId: capture.storageId,
    storagePath: storagePath(capture, endpoint),
    filePath: capture.filePath,
    timeLimitInSeconds: capture.timeLimitInSeconds,
    totalBytesPerSession: capture.totalBytesPerSession,
    bytesToCapturePerPacket: capture.bytesToCapturePerPacket,
    filters: capture.filters,
    createdAt: iso(capture.createdAt),
    startedAt: iso(capture.startedAt),
    endedAt: status === "Running" ? null : iso(capture.ending.at),
    deletedAt: iso(capture.deletedAt),
    bytes: capture.bytes,
    ...(capture.ring !== null && ringRecord(capture, endpoint)),
    ...(capture.targetType === "AzureVMSS" && {
      scope: capture.scope,
      instances: instancesOf(capture, endpoint),
    }),
    traffic: { scenario: capture.traffic, truth: capture.truth },
  };
}

/** The files of a scale set's instances; null while it runs. */
const instancesOf = ({ instanceFiles }: Capture, endpoint: string) =>
  instanceFiles?.map(({ id, blob, bytes, truth }) => ({ id, url: blobUrl(blob, endpoint), bytes, truth })) ??
  null;

/** A ring's files, the oldest first, as they were when storage was last brought up to date. */
const ringRecord = ({ ring, captureSettings }: Capture, endpoint: string): Record<string, unknown> => ({
  continuous: true,
  captureSettings,
  files: (ring?.files ?? []).map(({ blob, ...file }) => ({
    name: blob.slice(blob.lastIndexOf("/") + 1),
    url: blobUrl(blob, endpoint),
    ...file,
  })),
});
