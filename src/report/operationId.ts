import { createHash } from "node:crypto";

/**
 * The email service's operation id for an orchestration's report: a UUID (version 8, RFC 9562) derived from
 * the instance id, so that a repeated send is the same send.
 */
export function operationId(instanceId: string): string {
  const hex = createHash("sha256").update(`report\n${instanceId}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] ?? "8";
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
