import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dnsCode, lookups, resolver } from "../../../support/applications/dnsLookups.ts";
import { findingsOf } from "../../../support/applications/timedPackets.ts";
const { nxDomain } = dnsCode;

describe("a slow DNS server", () => {
  const timed = (slow: number) => lookups(100, (index) => ({ after: index < slow ? 1.5 : 0.02 }));

  it("is a warning when one answer in twenty takes more than a second", () => {
    const [finding] = findingsOf("dns-slow", timed(6));
    assert.equal(finding?.severity, "warning");
    assert.equal(
      finding.text,
      `The DNS server ${resolver} takes 1.5 s for one answer in twenty (median 20 ms, 100 answers)`,
    );
    const { p95Ms = 0 } = finding.evidence.counts;
    assert.ok(Math.abs(p95Ms - 1500) < 75);
  });

  it("is not found when one answer in a hundred is slow", () => {
    assert.deepEqual(findingsOf("dns-slow", timed(1)), []);
  });
});

describe("a DNS storm", () => {
  it("is a warning when more than a hundred names do not exist", () => {
    const packets = lookups(200, (index) =>
      index < 180 ? { name: `n${index}.example.net`, code: nxDomain } : {},
    );
    const [finding] = findingsOf("dns-storm", packets);
    assert.equal(finding?.severity, "warning");
    assert.equal(
      finding.text,
      `The VM sends ${resolver} 200 DNS queries, up to 10 a second, for 181 names: 90% do not exist`,
    );
    assert.equal(finding.filter, `dns && ip.addr == ${resolver}`);
  });

  it("is critical when Azure's resolver gets more than it takes", () => {
    const packets = lookups(1200, (index) => ({ at: index / 1200, server: "168.63.129.16", after: 0.001 }));
    const [finding] = findingsOf("dns-storm", packets);
    assert.equal(finding?.severity, "critical");
    assert.match(finding.text, /168\.63\.129\.16 1,200 DNS queries, up to 1,200 a second/);
  });

  for (const [why, packets] of [
    [
      "few names fail",
      lookups(120, (index) => (index < 99 ? { name: `n${index}.example.net`, code: nxDomain } : {})),
    ],
    ["one name fails over and over", lookups(300, () => ({ name: "wpad.example.net", code: nxDomain }))],
    [
      "most names exist",
      lookups(310, (index) => (index < 150 ? { name: `n${index}.example.net`, code: nxDomain } : {})),
    ],
  ] as const)
    it(`is not found when ${why}`, () => {
      assert.deepEqual(findingsOf("dns-storm", packets), []);
    });
});

describe("a DNS tunnel", () => {
  const hex = (index: number, length: number): string =>
    Array.from({ length }, (_, at) => ((index * 31 + at * at * 7) % 16).toString(16)).join("");

  it("is a warning when many names with long labels lie below one domain", () => {
    const packets = lookups(120, (index) => ({ name: `${hex(index, 50)}${index}.t.example.org` }));
    const [finding] = findingsOf("dns-tunnel", packets);
    assert.equal(finding?.severity, "warning");
    assert.match(
      finding.text,
      /^DNS may carry data out: 120 queries for about 1[12]\d names of 5\d-byte labels below example\.org$/,
    );
    assert.equal(finding.filter, 'dns && lower(dns.qry.name) contains ".example.org"');
    assert.deepEqual(finding.evidence.frames, [1, 3, 5]);
  });

  it("is critical when the names carry 64 KiB", () => {
    const packets = lookups(1_400, (index) => ({
      at: index / 100,
      name: `${hex(index, 50)}${index}.t.example.org`,
    }));
    assert.equal(findingsOf("dns-tunnel", packets)[0]?.severity, "critical");
  });

  for (const [why, name] of [
    ["many hosts have short names", (index: number) => `web${index}.eu.example.org`],
    ["one long name is asked for again and again", () => `${"a".repeat(60)}.example.org`],
    [
      "a search list lengthens names",
      (index: number) => `host${index}.example.net.abcdefgh.bx.internal.example.org`,
    ],
    ["a virus scanner asks for hashes", (index: number) => `${hex(index, 50)}${index}.x.sophosxl.net`],
  ] as const)
    it(`is not found when ${why}`, () => {
      assert.deepEqual(
        findingsOf(
          "dns-tunnel",
          lookups(200, (index) => ({ name: name(index) })),
        ),
        [],
      );
    });
});
