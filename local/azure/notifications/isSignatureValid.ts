import { createHmac, timingSafeEqual } from "node:crypto";
import { realClock } from "../../environment/clock.ts";
import { headerText, type HttpRequest } from "../http/httpRequest.ts";

/** The largest difference between a signature's time and now. */
const toleranceMs = 300_000;

const form = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/**
 * Whether an event is signed with this secret, checked as docs/notifications.md tells receivers to; null
 * without a signature. Signatures use the machine's clock, not the simulation's.
 */
export function isSignatureValid(request: HttpRequest, secret: string): boolean | null {
  const header = headerText(request, "x-capture-signature");
  if (header === undefined) return null;
  const [, seconds = "", signature = ""] = form.exec(header) ?? [];
  const expected = createHmac("sha256", secret).update(`${seconds}.`).update(request.body).digest();
  const given = Buffer.from(signature, "hex");
  const isRecent = Math.abs(Number(seconds) * 1000 - realClock.now()) <= toleranceMs;
  return isRecent && given.length === expected.length && timingSafeEqual(given, expected);
}
