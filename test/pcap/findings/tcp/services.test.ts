import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../../src/pcap/captureAnalyzer.ts";
import { findingsOf, textsOf } from "../../../support/findings/findingsOf.ts";
import { captureOfTalks } from "../../../support/findings/tcpTalk.ts";
import {
  each,
  exchange,
  fromVm,
  halfOpenAttempt,
  peer,
  refusedAttempt,
  toVm,
  unansweredAttempt,
  vm,
} from "../../../support/findings/tcpTroubles.ts";

/** Ordinary traffic with another service, so that the capture has both directions. */
const ordinary = each(3, (index) => exchange(index * 500, 60_000 + index, { to: "192.0.2.8:443" }));

describe("unanswered", () => {
  it("is critical when a service answers none of several attempts", () => {
    const talks = each(4, (index) => unansweredAttempt(index * 5_000, 50_000 + index));
    const [finding] = findingsOf("unanswered", [...ordinary, ...talks]);
    assert.equal(finding?.text, `${peer}:443 does not answer: 4 connection attempts in 18.0 s`);
    assert.equal(finding.severity, "critical");
    assert.deepEqual(finding.evidence.counts, { unanswered: 4, established: 0 });
    assert.deepEqual(finding.evidence.flows, [`${vm}:50000 → ${peer}:443`]);
  });

  it("is a warning when the SYNs of two attempts are repeated", () => {
    const talks = each(2, (index) => unansweredAttempt(index * 100, 50_000 + index));
    assert.deepEqual(textsOf("unanswered", [...ordinary, ...talks]), [
      `warning: ${peer}:443 does not answer: 2 connection attempts in 3.1 s`,
    ]);
  });

  it("is a share when the service answers others", () => {
    const failed = each(6, (index) => unansweredAttempt(index * 2_000, 50_000 + index));
    const talks = [...failed, ...each(14, (index) => exchange(index * 700, 51_000 + index))];
    assert.deepEqual(textsOf("unanswered", talks), [
      `warning: ${peer}:443 does not answer 30% of the connections: 6 of 20`,
    ]);
  });

  for (const [why, talks] of [
    ["one attempt has only begun", [fromVm().segment(0, "client", { flags: 2 })]],
    [
      "strangers knock at the VM",
      each(9, (index) => toVm(`198.51.100.7:${41_000 + index}`).segment(index * 900, "client", { flags: 2 })),
    ],
    [
      "the VM scans",
      each(30, (index) => unansweredAttempt(index * 300, 50_000 + index, `${peer}:${100 + index}`)),
    ],
    [
      "a few of many fail",
      [
        ...each(2, (index) => unansweredAttempt(index * 900, 50_000 + index)),
        ...each(18, (index) => exchange(index * 600, 51_000 + index)),
      ],
    ],
  ] as const)
    it(`is none when ${why}`, () => {
      assert.deepEqual(findingsOf("unanswered", [...ordinary, ...talks]), []);
    });

  it("is unknown in a capture of one direction", () => {
    const talks = each(5, (index) => exchange(index * 3_000, 50_000 + index));
    const half = [...talks, ...each(4, (index) => unansweredAttempt(index * 5_000, 52_000 + index))].map(
      (talk) => ({
        packets: talk.packets.filter(({ bytes }) => bytes.subarray(12, 16).join(".") === vm),
      }),
    );
    const analyzer = new CaptureAnalyzer({ localAddresses: [vm] });
    analyzer.push(captureOfTalks(half));
    const kinds = analyzer.end().findings.map(({ kind }) => kind);
    assert.ok(kinds.includes("one-sided"));
    assert.ok(!kinds.includes("unanswered"));
  });
});

describe("refused", () => {
  it("is critical when a host refuses every connection for a while", () => {
    const talks = each(12, (index) => refusedAttempt(index * 1_000, 50_000 + index));
    const [finding] = findingsOf("refused", [...ordinary, ...talks]);
    assert.equal(finding?.text, `${peer}:443 refuses every connection: 12 attempts in 11.0 s`);
    assert.equal(finding.severity, "critical");
    assert.match(finding.nextStep, /listens on port 443/);
  });

  it("is none for two of twenty, or for a single attempt", () => {
    const few = each(2, (index) => refusedAttempt(index * 1_000, 50_000 + index));
    assert.deepEqual(
      findingsOf("refused", [...few, ...each(18, (index) => exchange(index * 600, 51_000 + index))]),
      [],
    );
    assert.deepEqual(findingsOf("refused", [...ordinary, refusedAttempt(0)]), []);
  });

  it("is a warning for a single attempt, when nothing else works", () => {
    assert.deepEqual(textsOf("refused", [refusedAttempt(0)]), [
      `warning: ${peer}:443 refuses the connection`,
    ]);
  });

  it("is none when the VM refuses strangers", () => {
    const talks = each(9, (index) =>
      toVm(`198.51.100.7:${41_000 + index}`)
        .segment(index * 900, "client", { flags: 2 })
        .reset(index * 900 + 1, "server"),
    );
    assert.deepEqual(findingsOf("refused", [...ordinary, ...talks]), []);
  });
});

describe("half-open", () => {
  it("names the client that the VM's replies do not reach", () => {
    const talks = each(4, (index) => halfOpenAttempt(index * 2_000, `198.51.100.7:${40_000 + index}`));
    const [finding] = findingsOf("half-open", [...ordinary, ...talks]);
    assert.equal(
      finding?.text,
      "Replies do not reach 198.51.100.7, a client of port 443, its connections stay half open: 4 connections in 9.0 s",
    );
    assert.equal(finding.severity, "warning");
  });

  it("is left to the flood when there are many clients, and none when one knocks once", () => {
    const flood = each(40, (index) =>
      halfOpenAttempt(index * 100, `198.51.100.${1 + (index % 12)}:${40_000 + index}`),
    );
    assert.deepEqual(findingsOf("half-open", [...ordinary, ...flood]), []);
    assert.deepEqual(findingsOf("half-open", [...ordinary, halfOpenAttempt(0, "198.51.100.7:40000")]), []);
  });
});

describe("resets", () => {
  it("name the service that resets, and when", () => {
    const talks = each(8, (index) =>
      fromVm(50_000 + index)
        .open(index * 500)
        .send(index * 500 + 20, "client", 100)
        .reset(index * 500 + 30, "server"),
    );
    const [finding] = findingsOf("resets", [
      ...talks,
      ...each(2, (index) => exchange(index * 500, 51_000 + index)),
    ]);
    assert.equal(finding?.text, `${peer}:443 resets 80% of its connections after data: 8 of 10`);
    assert.deepEqual(finding.evidence.counts, { afterHandshake: 0, afterData: 8, connections: 10 });
    assert.equal(finding.severity, "warning");
  });

  it("tell those right after the handshake", () => {
    const talks = each(5, (index) =>
      fromVm(50_000 + index)
        .open(index * 500)
        .reset(index * 500 + 30, "server"),
    );
    assert.deepEqual(textsOf("resets", talks), [
      `warning: ${peer}:443 resets 100% of its connections right after the handshake: 5 of 5`,
    ]);
  });

  it("are none when few, of a closed connection, or of some clients", () => {
    const few = each(4, (index) =>
      fromVm(50_000 + index)
        .open(index * 500)
        .reset(index * 500 + 30, "server"),
    );
    const closed = each(9, (index) =>
      exchange(index * 500, 50_000 + index).reset(index * 500 + 60, "server"),
    );
    const clients = each(9, (index) =>
      toVm(`198.51.100.7:${41_000 + index}`)
        .open(index * 500)
        .reset(index * 500 + 30, "client"),
    );
    for (const talks of [few, closed, clients]) assert.deepEqual(findingsOf("resets", talks), []);
  });
});
