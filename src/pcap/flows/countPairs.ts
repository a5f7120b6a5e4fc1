import { longestProbe } from "../tables/keyIndex.ts";
import { isUnpaired, versionOf } from "./flowKind.ts";
import { flowField, type FlowTable } from "./flowTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/**
 * Counts the different pairs of addresses of the flows, by IP version. It numbers no keys, but compares the
 * records themselves, which a KeyIndex would copy.
 */
export function countPairs(flows: FlowTable, hash: NumberHash): { ip: number; ipv6: number } {
  const { records } = flows;
  const counts: [number, number] = [0, 0];
  const mask = 2 ** Math.max(Math.ceil(Math.log2(flows.size + 1)) + 1, 4) - 1;
  /** 0 when free; otherwise the offset of a flow with the pair, plus one. */
  const places = new Uint32Array(mask + 1);
  flows.forEach((at) => {
    const a = records.getUint32(at, true);
    const b = records.getUint32(at + flowField.addressB, true);
    const kind = records.getUint32(at + flowField.kind, true);
    if (isUnpaired(kind) || records.getUint32(at + flowField.firstFrame, true) === 0) return;
    const version = versionOf(kind);
    let slot = hash.of(a, b, version, 0) & mask;
    for (let probe = 0; probe < longestProbe; probe += 1) {
      const place = places[slot] ?? 0;
      if (place === 0) {
        places[slot] = at + 1;
        counts[version === 0 ? 0 : 1] += 1;
        return;
      }
      const found = place - 1;
      const same =
        records.getUint32(found, true) === a &&
        records.getUint32(found + flowField.addressB, true) === b &&
        versionOf(records.getUint32(found + flowField.kind, true)) === version;
      if (same) return;
      slot = (slot + 1) & mask;
    }
  });
  return { ip: counts[0], ipv6: counts[1] };
}
