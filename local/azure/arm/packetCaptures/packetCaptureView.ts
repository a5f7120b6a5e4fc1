import { latencies } from "../../world.ts";
import { etag } from "../networkWatchers/networkWatcherRoutes.ts";
import { captureStatus, type Capture } from "./capture.ts";

/** The URL of a capture's file; empty when the file stays on the VM. */
export const storagePath = (capture: Capture, endpoint: string): string =>
  capture.blob === null ? "" : `${endpoint}/${encodeURI(capture.blob)}`;

/** The state of the resource, not of the session: a created resource has a running session. */
function provisioningState(capture: Capture, now: number): "Updating" | "Succeeded" | "Deleting" {
  if (capture.deleteRequestedAt !== null) return "Deleting";
  return now < capture.createdAt + latencies.createCaptureMs ? "Updating" : "Succeeded";
}

export const captureEtag = (capture: Capture, now: number): string =>
  etag(`${capture.sequence} ${capture.id} ${provisioningState(capture, now)}`);

/** A capture in Resource Manager's form: the request plus the service's defaults. */
export function packetCaptureView(capture: Capture, now: number, endpoint: string): Record<string, unknown> {
  return {
    name: capture.name,
    id: capture.id,
    etag: captureEtag(capture, now),
    type: "Microsoft.Network/networkWatchers/packetCaptures",
    properties: {
      provisioningState: provisioningState(capture, now),
      target: capture.target,
      scope: { include: [], exclude: [] },
      targetType: "AzureVM",
      bytesToCapturePerPacket: capture.bytesToCapturePerPacket,
      totalBytesPerSession: capture.totalBytesPerSession,
      timeLimitInSeconds: capture.timeLimitInSeconds,
      storageLocation: {
        ...(capture.storageId !== null && { storageId: capture.storageId }),
        storagePath: storagePath(capture, endpoint),
        ...(capture.filePath !== null && { filePath: capture.filePath }),
      },
      filters: capture.filters,
    },
  };
}

/** The body of queryStatus: whether the session runs, and how it ended. */
export function sessionView(capture: Capture): Record<string, unknown> {
  const status = captureStatus(capture);
  const ended = status !== "Running";
  return {
    name: capture.name,
    id: capture.id,
    captureStartTime: new Date(capture.createdAt).toISOString(),
    packetCaptureStatus: status,
    stopReason: ended ? capture.ending.stopReason : "",
    packetCaptureError: ended ? capture.ending.errors : [],
  };
}
