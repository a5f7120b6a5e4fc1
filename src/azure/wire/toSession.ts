import { foreignText } from "../foreignText.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { CaptureLimits } from "../../captures/plan/capturePlan.ts";
import type { CaptureSession } from "../../captures/site/captureSession.ts";
import type { PacketCaptureFilter, PacketCaptureResult } from "@azure/arm-network";

/** A session as the app knows it. The service gives empty texts for what a session does not have. */
export const toSession = (item: PacketCaptureResult): CaptureSession => ({
  name: item.name ?? "",
  target: item.target ?? "",
  ...(item.targetType === "AzureVMSS" && { instanceIds: item.scope?.include ?? [] }),
  provisioningState: item.provisioningState ?? null,
  ...(item.continuousCapture === true && { isContinuous: true }),
  limits: limitsOf(item),
  storageId: textOr(item.storageLocation?.storageId, null),
  fileUrl: textOr(item.storageLocation?.storagePath, null),
  guestPath: textOr(foreignText(item.storageLocation?.filePath ?? "", 500), null),
});

/** A continuous session comes without the limits of an ordinary one; their absence is not the default. */
function limitsOf(item: PacketCaptureResult): CaptureLimits | null {
  const { timeLimitInSeconds: timeLimitSeconds, totalBytesPerSession: maxBytes } = item;
  if (item.continuousCapture === true || timeLimitSeconds === undefined || maxBytes === undefined)
    return null;
  const bytesPerPacket = item.bytesToCapturePerPacket ?? 0;
  return { timeLimitSeconds, maxBytes, bytesPerPacket, filters: (item.filters ?? []).map(toFilter) };
}

function toFilter({ protocol, ...fields }: PacketCaptureFilter): CaptureFilter {
  const given = Object.entries(fields)
    .filter(([, text]) => Boolean(text))
    .map(([name, text]) => [name, foreignText(String(text as unknown), 200)] as const);
  const known = (["TCP", "UDP"] as const).find((name) => name === protocol?.toUpperCase());
  return { ...(known !== undefined && { protocol: known }), ...Object.fromEntries(given) };
}

const textOr = <Other>(text: string | undefined, other: Other): string | Other =>
  text === undefined || text === "" ? other : text;
