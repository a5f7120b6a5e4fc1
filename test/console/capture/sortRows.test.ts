import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextOrder, sortRows } from "../../../src/console/capture/tables/sortRows.ts";

const rows = [
  { host: "10.0.0.10", bytes: 20 },
  { host: "10.0.0.9", bytes: null },
  { host: "10.0.0.4", bytes: 300 },
  { host: "10.0.0.100", bytes: 20 },
];
const hosts = (sorted: readonly (typeof rows)[number][]): readonly string[] => sorted.map(({ host }) => host);

describe("sortRows", () => {
  it("orders numbers by their size, and keeps the order of equal ones", () => {
    const sorted = sortRows(rows, ({ bytes }) => bytes, false);
    assert.deepEqual(hosts(sorted), ["10.0.0.10", "10.0.0.100", "10.0.0.4", "10.0.0.9"]);
  });

  it("puts unknown values last in either direction", () => {
    const sorted = sortRows(rows, ({ bytes }) => bytes, true);
    assert.deepEqual(hosts(sorted), ["10.0.0.4", "10.0.0.10", "10.0.0.100", "10.0.0.9"]);
  });

  it("orders the numbers within a text by their size", () => {
    const sorted = sortRows(rows, ({ host }) => host, false);
    assert.deepEqual(hosts(sorted), ["10.0.0.4", "10.0.0.9", "10.0.0.10", "10.0.0.100"]);
  });

  it("leaves the given rows as they are", () => {
    const given = [...rows];
    sortRows(given, ({ host }) => host, true);
    assert.deepEqual(given, rows);
  });
});

describe("nextOrder", () => {
  it("begins with the largest figure, or with the first text", () => {
    assert.deepEqual(nextOrder(null, 2, true), { column: 2, descending: true });
    assert.deepEqual(nextOrder({ column: 2, descending: true }, 0, false), { column: 0, descending: false });
  });

  it("turns around with the second click on a column", () => {
    assert.deepEqual(nextOrder({ column: 2, descending: true }, 2, true), { column: 2, descending: false });
  });
});
