import type { CaptureList } from "../../api/captureList.ts";

/** The next list with the known items where these are the same, so that only changed rows render anew. */
export function keptItems(known: CaptureList | null, next: CaptureList): CaptureList {
  if (known === null || known === next) return next;
  const before = new Map(known.captures.map((item) => [item.id, item]));
  const captures = next.captures.map((item) => {
    const old = before.get(item.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
  return { ...next, captures };
}
