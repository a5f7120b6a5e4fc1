import { latencies } from "../../world.ts";
import { etag } from "../networkWatchers/networkWatcherRoutes.ts";
import { captureStatus, type Capture } from "./capture.ts";

/** The URL of a capture's file; empty when it goes to the VM alone. */
export const storagePath = (capture: Capture, endpoint: string): string =>
  capture.blob === null ? "" : `${endpoint}/${encodeURI(capture.blob)}`;

/** How far the resource is, which says nothing of the session: created means that it has started. */
function provisioningState(capture: Capture, now: number): "Updating" | "Succeeded" | "Deleting" {
  if (capture.deleteRequestedAt !== null) return "Deleting";
  return now < capture.createdAt + latencies.createCaptureMs ? "Updating" : "Succeeded";
}

export const captureEtag = (capture: Capture, now: number): string =>
  etag(`${capture.sequence} ${capture.id} ${provisioningState(capture, now)}`);

/** A capture as Resource Manager shows it: the request with the service's defaults filled in. */
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

/** What queryStatus answers: how the session is, and how it ended. */
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
