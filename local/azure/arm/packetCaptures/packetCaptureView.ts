import { etag } from "../networkWatchers/networkWatcherRoutes.ts";
import type { Capture } from "./capture.ts";
import type { PacketFilter } from "./session/packetFilter.ts";

export const blobUrl = (blob: string, endpoint: string): string => `${endpoint}/${encodeURI(blob)}`;

/** The URL of a capture's file; empty when the file stays on the VM, or when nothing is told of a ring's. */
export const storagePath = (capture: Capture, endpoint: string): string =>
  capture.blob === null ? "" : blobUrl(capture.blob, endpoint);

/** The state of the resource, not of the session: a created resource has a running session. */
function provisioningState(capture: Capture, now: number): "Updating" | "Succeeded" | "Deleting" {
  if (capture.deleteRequestedAt !== null) return "Deleting";
  return now < capture.provisionedAt ? "Updating" : "Succeeded";
}

/** Changes with the state of the resource, and with each query of the session's status. */
export const captureEtag = (capture: Capture, now: number): string =>
  etag([capture.sequence, capture.id, provisioningState(capture, now), capture.lastQuery].join(" "));

/** All captures of a list, under one etag, as in recordings. */
export function packetCaptureList(captures: readonly Capture[], now: number, endpoint: string): unknown[] {
  const common = etag(captures.map((capture) => captureEtag(capture, now)).join(" "));
  return captures.map((capture) => ({ ...packetCaptureView(capture, now, endpoint), etag: common }));
}

/** A capture in Resource Manager's form: the request plus the service's defaults. */
export function packetCaptureView(capture: Capture, now: number, endpoint: string): Record<string, unknown> {
  const { name, id, targetType, target, scope, bytesToCapturePerPacket, continuousCapture } = capture;
  return {
    name,
    id,
    etag: captureEtag(capture, now),
    properties: {
      provisioningState: provisioningState(capture, now),
      target,
      scope,
      targetType,
      bytesToCapturePerPacket,
      ...(continuousCapture === null && {
        totalBytesPerSession: capture.totalBytesPerSession,
        timeLimitInSeconds: capture.timeLimitInSeconds,
      }),
      storageLocation: storageLocation(capture, endpoint),
      ...(continuousCapture !== null && { continuousCapture }),
      ...(capture.captureSettings !== null && { captureSettings: capture.captureSettings }),
      filters: capture.filters.map(filterView),
      ...(capture.lastQuery !== null && { queryPacketCaptureLastOperationId: capture.lastQuery }),
    },
    type: "Microsoft.Network/networkWatchers/packetCaptures",
  };
}

const storageLocation = (capture: Capture, endpoint: string): Record<string, unknown> => ({
  ...(capture.storageId !== null && { storageId: capture.storageId }),
  storagePath: storagePath(capture, endpoint),
  ...(capture.filePath !== null && { filePath: capture.filePath }),
  ...(capture.localPath !== null && { localPath: capture.localPath }),
});

/** The service writes every field, in this order. */
const filterView = ({ protocol = "Any", ...texts }: PacketFilter): Record<string, string> => ({
  protocol: /^any$/i.test(protocol) ? "Any" : protocol.toUpperCase(),
  localIPAddress: texts.localIPAddress ?? "",
  localPort: texts.localPort ?? "",
  remoteIPAddress: texts.remoteIPAddress ?? "",
  remotePort: texts.remotePort ?? "",
});
