import type { ListedCapture } from "../../api/captureList.ts";
import type { ListFilter } from "./listFilter.ts";

/** An item's texts, made once for each. */
const texts = new WeakMap<ListedCapture, string>();

function textOf(capture: ListedCapture): string {
  const known = texts.get(capture);
  if (known !== undefined) return known;
  const { vm, rule, lead, label, peers, id, vms } = capture;
  const text = [vm, rule, lead, label, id, ...peers, ...vms.map(({ vmName, vmId }) => vmName ?? vmId)]
    .join("\n")
    .toLowerCase();
  texts.set(capture, text);
  return text;
}

/**
 * Whether the list shows a capture: every word is somewhere in its texts, and it is one of what the buttons
 * name. The buttons widen each other: no capture is both running and critical.
 */
export function matches(capture: ListedCapture, { text, facets }: ListFilter): boolean {
  const { state, severity } = capture;
  if (facets.length > 0 && !facets.some((facet) => facet === state || facet === severity)) return false;
  const words = text.toLowerCase().split(/\s+/);
  const own = textOf(capture);
  return words.every((word) => own.includes(word));
}
