import { isJsonObject, type JsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import type { Capture, CaptureSettings } from "../capture.ts";

const uint32 = 4_294_967_295;

interface Limit {
  readonly most: number;
  readonly fallback: number;
}

/** Ranges and defaults from the service's API description. */
const limits = {
  bytesToCapturePerPacket: { most: uint32, fallback: 0 },
  totalBytesPerSession: { most: uint32, fallback: 1_073_741_824 },
  timeLimitInSeconds: { most: 18_000, fallback: 18_000 },
} as const;

const ringLimits = {
  fileCount: { most: 10_000, fallback: 10 },
  fileSizeInBytes: { most: uint32, fallback: 104_857_600 },
  sessionTimeLimitInSeconds: { most: 604_800, fallback: 86_400 },
} as const;

type SessionLimits = Pick<Capture, keyof typeof limits | "continuousCapture" | "captureSettings">;

/**
 * A continuous session has the limits of its ring in place of a total size and time.
 * @throws AzureError 400
 */
export function readSessionLimits(properties: JsonObject): SessionLimits {
  const read = (name: keyof typeof limits): number => readLimit(properties, name, limits[name]);
  const continuousCapture = properties.continuousCapture ?? null;
  if (continuousCapture !== null && typeof continuousCapture !== "boolean")
    throw refuseLimit("'continuousCapture' must be true, false or null.");
  const captureSettings = readCaptureSettings(properties.captureSettings, continuousCapture);
  const own = {
    bytesToCapturePerPacket: read("bytesToCapturePerPacket"),
    totalBytesPerSession: read("totalBytesPerSession"),
    timeLimitInSeconds: read("timeLimitInSeconds"),
  };
  const limit = captureSettings?.sessionTimeLimitInSeconds ?? ringLimits.sessionTimeLimitInSeconds.fallback;
  const ring = { totalBytesPerSession: 0, timeLimitInSeconds: limit };
  return { ...own, ...(continuousCapture !== null && ring), continuousCapture, captureSettings };
}

/** Null where the request has none; what they mean without continuous capture is not published. */
function readCaptureSettings(value: unknown, continuousCapture: boolean | null): CaptureSettings | null {
  if ((value === undefined || value === null) && continuousCapture !== true) return null;
  const settings = value ?? {};
  if (!isJsonObject(settings)) throw refuseLimit("'captureSettings' must be an object.");
  const read = (name: keyof typeof ringLimits): number => readLimit(settings, name, ringLimits[name]);
  return {
    fileCount: read("fileCount"),
    fileSizeInBytes: read("fileSizeInBytes"),
    sessionTimeLimitInSeconds: read("sessionTimeLimitInSeconds"),
  };
}

function readLimit(properties: JsonObject, name: string, { most, fallback }: Limit): number {
  const value = properties[name] ?? fallback;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw refuseLimit(`'${name}' must be a whole number from 0 to ${most}.`);
}

const refuseLimit = (message: string) => armError.badRequest("InvalidPacketCaptureLimit", message);
