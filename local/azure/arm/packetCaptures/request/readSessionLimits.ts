import { armError } from "../../armError.ts";
import type { JsonObject } from "../../../jsonObject.ts";
import type { Capture } from "../capture.ts";

const uint32 = 4_294_967_295;

/** Ranges and defaults from the service's API description. */
const limits = {
  bytesToCapturePerPacket: { most: uint32, fallback: 0 },
  totalBytesPerSession: { most: uint32, fallback: 1_073_741_824 },
  timeLimitInSeconds: { most: 18_000, fallback: 18_000 },
} as const;

type SessionLimits = Pick<Capture, keyof typeof limits>;

/** @throws AzureError 400 */
export function readSessionLimits(properties: JsonObject): SessionLimits {
  const read = (name: keyof typeof limits): number => {
    const { most, fallback } = limits[name];
    const value = properties[name] ?? fallback;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw armError.badRequest(
      "InvalidPacketCaptureLimit",
      `'${name}' must be a whole number from 0 to ${most}.`,
    );
  };
  return {
    bytesToCapturePerPacket: read("bytesToCapturePerPacket"),
    totalBytesPerSession: read("totalBytesPerSession"),
    timeLimitInSeconds: read("timeLimitInSeconds"),
  };
}
