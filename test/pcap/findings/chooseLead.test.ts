import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { byGravity } from "../../../src/pcap/findings/byGravity.ts";
import { chooseLead } from "../../../src/pcap/findings/chooseLead.ts";
import { draft, randomDrafts } from "../../support/findings/findingDrafts.ts";
import type { FindingDraft } from "../../../src/pcap/findings/finding.ts";

const peer = draft({
  kind: "top-peer",
  severity: "note",
  text: "93% of outbound bytes went to 203.0.113.9:443",
});
const loss = draft({
  kind: "packet-loss",
  text: "9% of the segments to 203.0.113.9:443 are lost",
  weight: 0.9,
});
const scan = draft({ kind: "port-scan", text: "198.51.100.7 probed 1,024 TCP ports", weight: 0.1 });
const flood = draft({ kind: "syn-flood", severity: "critical", text: "9,000 SYNs a second reach port 443" });
const lack = draft({ kind: "incomplete", text: "Any peer may lack up to 9,999 bytes", weight: 1 });

const leadOf = (
  drafts: readonly FindingDraft[],
  {
    share = 0.93,
    missing = 0,
    packets = 9,
    isAsked = true,
    traffic = null,
  }: { share?: number; missing?: number; packets?: number; isAsked?: boolean; traffic?: string | null } = {},
) => chooseLead([...drafts].sort(byGravity), { answer: { share }, missing, packets, isAsked, traffic });

describe("the lead", () => {
  for (const [title, drafts, leading] of [
    ["is what needs someone now", [peer, loss, flood], flood],
    ["is the answer to the alert's question, before any warning", [loss, scan, peer], peer],
    ["is the heaviest warning, without an answer", [scan, loss], loss],
    ["is a warning that the analysis lacks little", [lack], lack],
  ] as const)
    it(title, () => {
      assert.deepEqual(leadOf(drafts), { lead: leading.text, leading });
    });

  it("is a scan or a dead service before a peer with less than half of the bytes, but no other warning", () => {
    assert.equal(leadOf([loss, scan, peer], { share: 0.49 }).leading, scan);
    assert.equal(
      leadOf([loss, draft({ kind: "unanswered" }), peer], { share: 0.2 }).leading?.kind,
      "unanswered",
    );
    assert.equal(leadOf([loss, peer], { share: 0.2 }).leading, peer);
    assert.equal(
      leadOf([draft({ kind: "port-scan", severity: "note" }), peer], { share: 0.2 }).leading,
      peer,
    );
  });

  it("says that nothing stands out when there are only notes, or nothing at all", () => {
    for (const drafts of [[], [draft({ kind: "beacon", severity: "note" })]])
      assert.deepEqual(leadOf(drafts), { lead: "Nothing stands out", leading: null });
  });

  it("is the first warning before the largest peer, when no alert asks about a direction", () => {
    assert.equal(leadOf([peer, loss], { isAsked: false }).leading, loss);
    assert.equal(leadOf([peer], { isAsked: false }).leading, peer);
  });

  it("says that no packets were read rather than that nothing stands out", () => {
    assert.equal(leadOf([], { packets: 0 }).lead, "No packets were read");
  });
});

describe("the lead of an incomplete analysis", () => {
  it("says what is missing before it names a peer", () => {
    assert.deepEqual(leadOf([lack, peer], { missing: 0.5 }), {
      lead: `Incomplete, any peer may lack up to 50% of the bytes: ${peer.text}`,
      leading: peer,
    });
  });

  it("is about what is missing when nothing else stands out", () => {
    assert.deepEqual(leadOf([lack], { missing: 0.5 }), {
      lead: "Incomplete, any peer may lack up to 50% of the bytes: nothing else stands out",
      leading: lack,
    });
  });

  it("says it in fewer words before the claim is cut", () => {
    const wordy = (length: number) => ({ ...flood, text: "x".repeat(length) });
    const lead = (length: number) => leadOf([wordy(length)], { missing: 0.5 }).lead;
    assert.match(lead(66), /^Incomplete, any peer may lack up to 50% of the bytes: x{66}$/);
    assert.match(lead(72), /^Incomplete, up to 50% of the bytes are missing: x{72}$/);
    assert.match(lead(94), /^Incomplete by up to 50%: x{94}$/);
    assert.match(lead(120), /^Incomplete by up to 50%: x{94}…$/);
  });
});

it("leads with the heaviest critical finding of any, in at most 120 characters", () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const drafts = randomDrafts(seed);
    const facts = { share: (seed % 10) / 10, missing: seed % 3 === 0 ? 0.3 : 0, packets: 1 };
    const { lead, leading } = leadOf(drafts, facts);
    assert.ok(lead.length <= 120 && !lead.endsWith("."), lead);
    assert.equal(lead.startsWith("Incomplete"), facts.missing > 0);
    const critical = drafts.filter(
      ({ severity, kind }) => severity === "critical" && (kind !== "incomplete" || facts.missing === 0),
    );
    if (critical.length > 0) {
      assert.equal(leading?.severity, "critical");
      assert.equal(leading.weight, Math.max(...critical.map(({ weight }) => weight)));
    } else
      assert.ok(leading?.severity !== "note" || leading.kind === "top-peer" || leading.kind === "incomplete");
  }

  describe("over filtered traffic", () => {
    const traffic = "captured UDP 53 traffic";
    const silent = draft({ text: "The DNS server 10.1.2.1 answers nothing: 40 queries" });
    const long = draft({ text: `${"203.0.113.9 ".repeat(9)}does not answer` });

    for (const [title, drafts, options, lead] of [
      [
        "says of which traffic it is true",
        [
          draft({
            kind: "top-peer",
            severity: "note",
            text: "93% of captured outbound bytes …",
            claim: "93% of outbound bytes went to 10.1.2.1:53",
          }),
        ],
        {},
        "Of the captured UDP 53 traffic: 93% of outbound bytes went to 10.1.2.1:53",
      ],
      [
        "continues a sentence",
        [silent],
        {},
        "Of the captured UDP 53 traffic: the DNS server 10.1.2.1 answers nothing: 40 queries",
      ],
      ["claims nothing of other traffic", [], {}, "Nothing stands out in the captured UDP 53 traffic"],
      [
        "does not call no packets nothing",
        [],
        { packets: 0 },
        "No packets were read of the captured UDP 53 traffic",
      ],
      [
        "says first what is missing",
        [silent],
        { missing: 0.05 },
        "Incomplete, up to 5% of the captured UDP 53 traffic is missing: the DNS server 10.1.2.1 answers nothing: 40 queries",
      ],
    ] as const)
      it(title, () => {
        assert.equal(leadOf(drafts, { ...options, traffic }).lead, lead);
      });

    it("has at most 120 characters, and begins with the traffic even then", () => {
      const { lead } = leadOf([long], { traffic });
      assert.ok(lead.length <= 120, lead);
      assert.match(lead, /^Of the filtered traffic: 203\.0\.113\.9 .*…$/);
    });
  });
});
