import { Flow } from "./flow.ts";
import { isInner } from "./flowKind.ts";
import { flowField, type FlowTable } from "./flowTable.ts";

/**
 * The flows with the most bytes, largest first; equal ones in the order they came. A tunnel counts, its
 * content does not.
 */
export function largestFlows(flows: FlowTable, limit: number): Flow[] {
  const places: number[] = [];
  let least = -1;
  flows.forEach((at) => {
    const bytes = flows.bytesOf(at);
    if (places.length === limit && bytes <= least) return;
    // A flow may have been begun by a segment that does not count.
    if (flows.records.getUint32(at + flowField.firstFrame, true) === 0) return;
    if (isInner(flows.records.getUint32(at + flowField.kind, true))) return;
    const place = places.findIndex((other) => flows.bytesOf(other) < bytes);
    places.splice(place < 0 ? places.length : place, 0, at);
    if (places.length > limit) places.pop();
    least = flows.bytesOf(places.at(-1) ?? at);
  });
  return places.map((at) => new Flow().read(flows.records, at));
}
