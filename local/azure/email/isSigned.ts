import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { realClock } from "../../environment/clock.ts";
import { headerText, type HttpRequest } from "../http/httpRequest.ts";

/** The largest difference between a signature's time and now. */
const toleranceMs = 300_000;

const authorizationForm = /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=(.+)$/i;

const equal = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether a request is signed with this access key (base64), checked as Communication Services does.
 * Signatures use the machine's clock, not the simulation's.
 * https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
 */
export function isSigned(request: HttpRequest, key: string): boolean {
  const date = headerText(request, "x-ms-date") ?? "";
  const host = headerText(request, "host") ?? "";
  const contentHash = createHash("sha256").update(request.body).digest("base64");
  const [, signature] = authorizationForm.exec(headerText(request, "authorization") ?? "") ?? [];
  if (signature === undefined || headerText(request, "x-ms-content-sha256") !== contentHash) return false;
  if (!(Math.abs(Date.parse(date) - realClock.now()) <= toleranceMs)) return false;
  const signed = `${request.method}\n${request.target}\n${date};${host};${contentHash}`;
  return equal(signature, createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64"));
}
