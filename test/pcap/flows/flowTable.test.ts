import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { flowField, FlowTable } from "../../../src/pcap/flows/flowTable.ts";
import { KeyedHash } from "../../../src/pcap/tables/keyedHash.ts";

const capacity = 8;

/** A full table. Flow n is between addresses n and 100, and has n × 1,000 bytes. */
function fullTable(dropped: number[]): FlowTable {
  const table: FlowTable = new FlowTable(capacity, new KeyedHash([]), (at) =>
    dropped.push(table.records.getUint32(at, true)),
  );
  for (let address = 1; address <= capacity; address += 1) {
    const at = table.find(address, 100, 1024, 443, 0);
    table.records.setFloat64(at + flowField.bytesAB, address * 1000, true);
  }
  return table;
}

describe("a full flow table", () => {
  it("drops its smallest flows, once each, and keeps the others", () => {
    const dropped: number[] = [];
    const table = fullTable(dropped);
    table.find(50, 100, 1024, 443, 0);
    assert.deepEqual(dropped, [1, 2, 3, 4, 5, 6, 7]);
    assert.equal(table.bytesOf(table.find(8, 100, 1024, 443, 0)), 8000);
    assert.equal(table.missableBytes, 7000);
  });

  it("finds the renewed flow of a five-tuple whose earlier flow it kept", () => {
    const table = fullTable([]);
    const renewed = table.renew(table.find(8, 100, 1024, 443, 0));
    assert.equal(table.find(8, 100, 1024, 443, 0), renewed);
    assert.equal(table.find(100, 8, 443, 1024, 0), renewed);
    assert.equal(table.bytesOf(renewed), 0);
  });
});
