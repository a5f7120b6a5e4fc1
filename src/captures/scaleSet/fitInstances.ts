import type { InstanceOutcome } from "./instanceOutcome.ts";

const mostBytes = 2048;
const longest = { lead: 120, error: 120 };

const sizeOf = (rows: readonly InstanceOutcome[]): number => Buffer.byteLength(JSON.stringify(rows));

/**
 * The rows in at most 2 KiB of JSON: texts are cut, then from the last row on leads, URLs and errors are left
 * out, and at last whole rows.
 */
export function fitInstances(rows: readonly InstanceOutcome[]): readonly InstanceOutcome[] {
  const fitted = rows.map((row) => ({
    ...row,
    lead: row.lead?.slice(0, longest.lead) ?? null,
    error: row.error?.slice(0, longest.error) ?? null,
  }));
  for (const left of ["lead", "fileUrl", "error"] as const)
    for (let at = fitted.length - 1; at >= 0 && sizeOf(fitted) > mostBytes; at -= 1) {
      const row = fitted[at];
      if (row !== undefined) fitted[at] = { ...row, [left]: null };
    }
  while (sizeOf(fitted) > mostBytes) fitted.pop();
  return fitted;
}
