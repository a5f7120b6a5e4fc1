import { createHash } from "node:crypto";
import { armId } from "../arm/armId.ts";
import { fieldsOf } from "./text/fields.ts";
import type { VmId } from "../arm/vmId.ts";
import type { NormalAlert } from "./normalAlert.ts";

/** Deeper than any alert, and a bound on recursion: what lies below does not distinguish two firings. */
const deepest = 32;

/** JSON with sorted keys, so that equivalent bodies become the same text. */
function canonical(value: unknown, depth = 0): unknown {
  if (depth === deepest) return null;
  if (Array.isArray(value)) return value.map((entry) => canonical(entry, depth + 1));
  const fields = fieldsOf(value);
  if (fields === null) return value;
  return Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, canonical(entry, depth + 1)]);
}

/**
 * Identifies one firing of an alert on these VMs, scale sets, their instances, or computers: 32 hex digits,
 * the same for every delivery. Case-insensitive, because the service sends the same id in several casings.
 */
export function occurrenceOf(alert: NormalAlert, body: unknown, vms: readonly Pick<VmId, "id">[]): string {
  const parts = alert.occurrenceParts.includes(null) ? canonical(body) : alert.occurrenceParts;
  const ids = vms.map(({ id }) => armId.folded(id)).sort();
  const key = armId.folded(JSON.stringify([alert.family, parts, ids]));
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}
