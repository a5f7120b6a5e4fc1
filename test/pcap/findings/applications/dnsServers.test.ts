import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  dnsCode,
  ends,
  lookup,
  lookups,
  resolver,
  type Lookup,
} from "../../../support/applications/dnsLookups.ts";
import { findingsOf, timedCapture, type TimedPacket } from "../../../support/applications/timedPackets.ts";
import { summaryOf, udp, vm } from "../../../support/packets/vmTraffic.ts";
import { dnsMessage } from "../../../support/packets/wire.ts";

const { noError, servFail, nxDomain, refused } = dnsCode;

describe("a DNS server that answers nothing", () => {
  /** One question to two servers in turn, as a resolver repeats it: the packets of a network without DNS. */
  const oneQuestion = [0, 1, 2, 4, 4.1, 8, 8.1].flatMap((at, index) =>
    lookup({
      at,
      id: 0x80d1,
      name: "www.example.com",
      server: index % 2 === 0 ? "192.0.2.2" : "192.0.2.1",
      code: null,
    }),
  );

  it("is critical when it gets all queries, even in a capture without any answer", () => {
    const [finding, ...others] = findingsOf("dns-unanswered", oneQuestion);
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "The DNS servers 192.0.2.2 and 192.0.2.1 answer nothing: 7 of 7 queries");
    assert.equal(finding.filter, "dns && (ip.addr == 192.0.2.2 || ip.addr == 192.0.2.1)");
    assert.deepEqual(finding.evidence.counts, { servers: 2, queries: 7, questions: 2 });
    assert.deepEqual(finding.evidence.frames, [1, 3, 5]);
    assert.equal(finding.firstAt, "2026-11-26T00:00:00.000000000Z");
  });

  it("is not found in a capture of one direction, where nobody repeats a question", () => {
    assert.deepEqual(
      findingsOf(
        "dns-unanswered",
        lookups(50, () => ({ code: null })),
      ),
      [],
    );
  });

  it("is a warning when other servers get most queries", () => {
    const packets = [
      ...lookups(30, () => ({})),
      ...[1, 2, 3].flatMap((at) => lookup({ at, id: 999, server: "192.0.2.3", code: null })),
      ends,
    ];
    const [finding] = findingsOf("dns-unanswered", packets);
    assert.equal(finding?.severity, "warning");
    assert.equal(finding.text, "The DNS server 192.0.2.3 answers nothing: 3 of 3 queries");
  });

  it("is not found when its only questions came right before the end", () => {
    const packets = [
      ...lookups(100, () => ({})),
      ...lookup({ at: 9.95, id: 2000, server: "192.0.2.3", code: null }),
    ];
    assert.deepEqual(findingsOf("dns-unanswered", packets), []);
  });

  it("is at most a note when it is the VM, which strangers ask", () => {
    const packets = lookups(40, () => ({})).concat(
      Array.from({ length: 40 }, (_, index): TimedPacket => {
        return [index / 10, udp(["198.51.100.7", 5_000 + index, vm, 53], dnsMessage("example.org", null))];
      }),
      [ends],
    );
    assert.deepEqual(
      findingsOf("dns-unanswered", packets).map(({ severity }) => severity),
      ["note"],
    );
  });
});

describe("a DNS server that leaves questions unanswered", () => {
  const packets = (lost: number) => [
    ...lookups(100, (index) => ({ code: index < lost ? null : noError })),
    ends,
  ];

  for (const [lost, severity] of [
    [12, "warning"],
    [60, "critical"],
  ] as const)
    it(`is a ${severity} when it leaves ${lost} of 100`, () => {
      const [finding] = findingsOf("dns-unanswered", packets(lost));
      assert.equal(finding?.severity, severity);
      assert.equal(finding.text, `The DNS server ${resolver} leaves ${lost} of 100 questions unanswered`);
      assert.deepEqual(finding.evidence.frames, [1, 2, 3]);
    });

  it("is not found when a few packets are lost", () => {
    assert.deepEqual(findingsOf("dns-unanswered", packets(9)), []);
  });

  it("is not found when a repeated question is answered", () => {
    const repeated = lookups(40, () => ({ code: null })).concat(
      lookups(40, () => ({ after: 6 })),
      [ends],
    );
    const { dns } = summaryOf(timedCapture(repeated), { localAddresses: [vm] });
    assert.deepEqual([dns.unanswered, dns.servers[0]?.queries], [0, 40]);
    assert.deepEqual(findingsOf("dns-unanswered", repeated), []);
  });
});

describe("a DNS server that answers with errors", () => {
  const ordinary = (index: number): Partial<Lookup> => ({ name: `host${index % 5}.example.net` });

  it("is critical when half of the queries get SERVFAIL", () => {
    const packets = lookups(50, (index) =>
      index < 48 ? { code: servFail, name: "api.example.net" } : ordinary(index),
    );
    const [finding] = findingsOf("dns-failure", packets);
    assert.equal(finding?.severity, "critical");
    assert.equal(
      finding.text,
      `The DNS server ${resolver} answers 48 of 50 queries with SERVFAIL, mostly for api.example.net`,
    );
    assert.equal(finding.filter, `dns && ip.src == ${resolver} && dns.flags.rcode == 2`);
    assert.deepEqual(finding.evidence.frames, [2, 4, 6]);
    assert.deepEqual(finding.evidence.flows[0], `${vm}:40001 → ${resolver}:53`);
  });

  it("is a warning when a tenth of them is refused, and told apart by code", () => {
    const codes = [...Array<number>(6).fill(refused), ...Array<number>(7).fill(servFail)];
    const findings = findingsOf(
      "dns-failure",
      lookups(50, (index) => ({ code: codes[index] ?? noError })),
    );
    assert.deepEqual(
      findings.map(({ severity, text }) => `${severity} ${text.replace(/,.*/, "")}`),
      [
        `warning The DNS server ${resolver} answers 7 of 50 queries with SERVFAIL`,
        `warning The DNS server ${resolver} answers 6 of 50 queries with REFUSED`,
      ],
    );
  });

  it("is told of a single query, when no other has an answer", () => {
    for (const [code, told] of [
      [servFail, "warning: 1 of 1 queries with SERVFAIL"],
      [nxDomain, "note: 1 of 1 queries with NXDOMAIN"],
    ] as const) {
      const [finding] = findingsOf(
        "dns-failure",
        lookups(1, () => ({ code, name: "app.example.net" })),
      );
      assert.equal(`${finding?.severity}: ${finding?.text.replace(/^.*answers |, for .*$/g, "")}`, told);
    }
  });

  it("is not found for four failures of one broken name", () => {
    assert.deepEqual(
      findingsOf(
        "dns-failure",
        lookups(20, (index) => ({ code: index < 4 ? servFail : noError })),
      ),
      [],
    );
  });

  it("is not found for the searches of Windows, and a note when one name of its own is missing", () => {
    const missing = (name: string) =>
      lookups(40, (index) => ({ name, code: index < 30 ? nxDomain : noError }));
    assert.deepEqual(findingsOf("dns-failure", missing("wpad.example.net")), []);
    const [finding] = findingsOf("dns-failure", missing("db.privatelink.example.net"));
    assert.equal(finding?.severity, "note");
    assert.match(
      finding.text,
      /answers 30 of 40 queries with NXDOMAIN, mostly for db\.privatelink\.example\.net$/,
    );
  });

  it("counts a packet that the capture holds twice once", () => {
    const once = lookups(20, () => ({ code: servFail }));
    const twice = once.flatMap(([at, packet]): TimedPacket[] => [
      [at, packet],
      [at + 0.0001, packet],
    ]);
    const { dns } = summaryOf(timedCapture(twice), { localAddresses: [vm] });
    assert.deepEqual(dns.responseCodes, { noError: 0, nxDomain: 0, servFail: 20, refused: 0, other: 0 });
    assert.deepEqual([dns.servers[0]?.queries, dns.servers[0]?.responses], [20, 20]);
  });
});
