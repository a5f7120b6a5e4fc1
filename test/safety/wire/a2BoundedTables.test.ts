import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { flowField, FlowTable } from "../../../src/pcap/flows/flowTable.ts";
import { AddressNames } from "../../../src/pcap/names/addressNames.ts";
import { AddressTable } from "../../../src/pcap/tables/addressTable.ts";
import { dropLimit } from "../../../src/pcap/tables/dropLimit.ts";
import { KeyIndex, longestProbe } from "../../../src/pcap/tables/keyIndex.ts";
import { Tally } from "../../../src/pcap/tables/tally.ts";
import { randomNumbers } from "../../support/packets/mixture.ts";
import { captureOf, summaryOf, syn, tcp, vm } from "../../support/packets/vmTraffic.ts";
import { dnsMessage, u16 } from "../../support/packets/wire.ts";
import type { NumberHash } from "../../../src/pcap/tables/keyedHash.ts";

/** The worst that an attacker could reach: every key collides with every other one. */
const constant: NumberHash = { of: () => 12_345 };
const keys = 20_000;
const capacity = 2 ** 15;

describe("a table all of whose keys collide", () => {
  it("numbers as many as a search reaches, and finds those again", () => {
    const index = new KeyIndex(capacity, constant);
    for (let key = 0; key < keys; key += 1)
      assert.equal(index.place(key), key < longestProbe ? key : -1, `key ${key}`);
    assert.equal(index.count, longestProbe);
    for (let key = 0; key < longestProbe; key += 1) assert.equal(index.find(key), key);
  });

  it("gives the other IPv6 addresses number 0, and says so", () => {
    const addresses = new AddressTable(capacity, constant);
    const view = new DataView(new ArrayBuffer(16));
    for (let key = 1; key <= keys; key += 1) {
      view.setUint32(12, key);
      assert.equal(addresses.number(view, 0), key <= longestProbe ? key : 0);
    }
    assert.equal(addresses.overflowed, true);
    assert.deepEqual(addresses.groups(5), [0, 0, 0, 0, 0, 0, 0, 5]);
  });

  it("drops the smallest flow in reach for a new one, once each, so that no byte is lost", () => {
    let bytes = 0;
    const table: FlowTable = new FlowTable(capacity, constant, (at) => (bytes += table.bytesOf(at)));
    for (let key = 1; key <= keys; key += 1) {
      const at = table.find(key, 0x7f000001, 1, 2, 0);
      table.records.setFloat64(at + flowField.bytesAB, key === 50 ? 1e9 : key, true);
    }
    assert.equal(table.dropped, keys - longestProbe);
    assert.equal(table.missableBytes, bytes);
    table.forEach((at) => (bytes += table.bytesOf(at)));
    assert.equal(bytes, (keys * (keys + 1)) / 2 - 50 + 1e9);
    assert.equal(table.bytesOf(table.find(50, 0x7f000001, 1, 2, 0)), 1e9);
  });

  it("drops the smallest line of a tally in reach for a new one", () => {
    const tally = new Tally(capacity, constant);
    let lost = 0;
    for (let key = 1; key <= keys; key += 1) {
      const before = tally.missableBytes;
      tally.add(key, 0, 0, { packets: 1, bytes: key === 50 ? 1e9 : 100 }, { packets: 0, bytes: 0 });
      lost += tally.missableBytes - before;
    }
    assert.equal(tally.count, longestProbe);
    assert.equal(lost, (keys - longestProbe) * 100);
    assert.deepEqual(tally.top(1)[0]?.key, [50, 0, 0]);
  });

  it("keeps the latest names of addresses", () => {
    const names = new AddressNames(capacity, constant);
    for (let key = 0; key < keys; key += 1) names.set(0, key, `n${key}`);
    assert.equal(names.find(0, keys - 1), `n${keys - 1}`);
    assert.equal(names.find(0, 0), null);
  });
});

describe("a table that is full", () => {
  const random = randomNumbers(5);
  const sizes: Readonly<Record<string, (index: number) => number>> = {
    "every 64th is small": (index) => (index % 64 === 0 ? 60 : 61 + (index % 7)),
    "all are equal": () => 60,
    "all are empty": () => 0,
    "each is larger than the one before": (index) => index,
    "a few are enormous": (index) => (index % 100 === 0 ? 2 ** 52 : 60),
    "they are random": () => random(2 ** 31),
  };
  for (const [name, sizeAt] of Object.entries(sizes))
    it(`drops at least three quarters, even if ${name}`, () => {
      const all = Array.from({ length: 8192 }, (_, index) => sizeAt(index));
      const limit = dropLimit(all.length, (index) => all[index] ?? 0);
      const dropped = all.filter((size) => size < limit).length;
      assert.ok(dropped > all.length * 0.75, `${dropped} of ${all.length}`);
      const quantile = all.toSorted((one, other) => one - other)[Math.floor(all.length * 0.75)] ?? 0;
      assert.ok(limit <= Math.max(quantile * 1.07, 1), `${limit} is hardly above ${quantile}`);
    });
});

it("forgets where messages of DNS begin in a connection whose flow was dropped", () => {
  const half = Buffer.concat([u16(2000), dnsMessage("a.example", 0)]);
  const whole = Buffer.concat([u16(dnsMessage("b.example", 0).length), dnsMessage("b.example", 0)]);
  const first = tcp(["10.1.2.1", 53, vm, 4000], 1, 16, half);
  const others = Array.from({ length: 30 }, (_, index) =>
    tcp(["10.1.2.9", 80, vm, 5000 + index], 1, syn, Buffer.alloc(200)),
  );
  const reused = Array.from({ length: 16 }, (_, index) =>
    tcp(["10.1.2.1", 53, vm, 6000 + index], 1, 16, whole),
  );
  const { dns } = summaryOf(captureOf([first, ...others, ...reused]), { flowCapacity: 16 });
  assert.equal(dns.responses, 17);
});
