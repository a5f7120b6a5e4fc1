import { KeyIndex } from "../tables/keyIndex.ts";
import { isUnpaired, versionOf } from "./flowKind.ts";
import { flowField, type FlowTable } from "./flowTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Counts the different pairs of addresses of the flows, by IP version. */
export function countPairs(flows: FlowTable, hash: NumberHash): { ip: number; ipv6: number } {
  const { records } = flows;
  const pairs = new KeyIndex(flows.size, hash);
  let ipv6 = 0;
  flows.forEach((at) => {
    const kind = records.getUint16(at + flowField.kind, true);
    if (isUnpaired(kind)) return;
    const before = pairs.count;
    const version = versionOf(kind);
    pairs.place(records.getUint32(at, true), records.getUint32(at + flowField.addressB, true), version);
    ipv6 += version * (pairs.count - before);
  });
  return { ip: pairs.count - ipv6, ipv6 };
}
