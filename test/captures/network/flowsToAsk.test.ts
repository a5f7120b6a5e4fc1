import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedFlowText } from "../../../src/captures/network/askedFlow.ts";
import { flowsToAsk } from "../../../src/captures/network/flowsToAsk.ts";
import { blankSummary } from "../../../src/captures/summary/blankSummary.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const vm = "10.0.0.4";

const finding = (kind: FindingKind, filter: string, ...flows: string[]): Finding => ({
  ...{ kind, severity: "warning", text: "", filter, nextStep: "", when: null, firstAt: null, lastAt: null },
  evidence: { counts: {}, flows, frames: [] },
});

const none = { packets: 0, bytes: 0 };
const talk = (protocol: string, port: number, peer: string, peerPort: number) => ({
  ...{ protocol, direction: "with the VM" as const, fromAToB: none, fromBToA: none },
  a: { address: vm, name: null, port },
  b: { address: peer, name: null, port: peerPort },
});

const summary = (findings: readonly Finding[], changes: Partial<CaptureSummary> = {}): CaptureSummary => ({
  ...blankSummary,
  findings,
  ...changes,
});

const asked = (of: CaptureSummary) => flowsToAsk(of, [vm]).map((flow) => [flow.about, askedFlowText(flow)]);

describe("flowsToAsk", () => {
  it("takes a flow of each finding that a rule or a route may explain, the gravest first", () => {
    const findings = [
      finding("unanswered", "tcp.dstport == 443", `${vm}:51000 → 203.0.113.9:443`),
      finding("slow-server", "tcp.port == 80", `${vm}:51001 → 203.0.113.9:80`),
      finding("port-scan", "tcp", `198.51.100.7:40000 → ${vm}:22`),
    ];
    assert.deepEqual(asked(summary(findings)), [
      ["unanswered", `TCP ${vm}:51000 > 203.0.113.9:443`],
      ["port-scan", `TCP 198.51.100.7:40000 > ${vm}:22`],
    ]);
  });

  it("asks about five distinct flows at most, the top peer's among them and last", () => {
    const flows = [1, 2, 3].map((port) => `198.51.100.7:40000 → ${vm}:${port}`);
    const peer = {
      ...{ address: "192.0.2.1", name: null, protocol: "TCP", port: 443, service: "remote" as const },
      ...{ outbound: none, inbound: none },
    };
    const found = asked(
      summary([finding("port-scan", "tcp", ...flows), finding("host-sweep", "tcp", ...flows)], {
        peers: [peer],
        conversations: {
          ...blankSummary.conversations,
          top: [talk("TCP", 50_000, "192.0.2.1", 443)],
        },
      }),
    );
    assert.equal(new Set(found.map(([, text]) => text)).size, found.length);
    assert.equal(found.length, 4);
    assert.deepEqual(found.at(-1), [null, `TCP ${vm}:50000 > 192.0.2.1:443`]);
  });

  it("asks about the busiest peer of IPv4 where the busiest of all has none", () => {
    const peer = (address: string) => ({
      ...{ address, name: null, protocol: "TCP", port: 443, service: "remote" as const },
      ...{ outbound: none, inbound: none },
    });
    const top = [talk("TCP", 50_000, "2001:db8::9", 443), talk("TCP", 50_001, "192.0.2.1", 443)];
    const found = summary([], {
      peers: ["2001:db8::9", "192.0.2.1"].map(peer),
      conversations: { ...blankSummary.conversations, top },
    });
    assert.deepEqual(asked(found), [[null, `TCP ${vm}:50001 > 192.0.2.1:443`]]);
  });

  it("learns the protocol from the filter, or from the conversation of the same ends", () => {
    const flow = `${vm}:40000 → 10.2.0.9:53`;
    assert.deepEqual(asked(summary([finding("unreachable", "icmp.type == 3 && udp.port == 53", flow)])), [
      ["unreachable", `UDP ${vm}:40000 > 10.2.0.9:53`],
    ]);
    const bare = finding("unreachable", "icmp.type == 3", flow);
    assert.deepEqual(asked(summary([bare])), []);
    const top = [talk("TCP", 40_000, "10.2.0.9", 53)];
    const known = summary([bare], { conversations: { ...blankSummary.conversations, top } });
    assert.deepEqual(asked(known), [["unreachable", `TCP ${vm}:40000 > 10.2.0.9:53`]]);
  });

  for (const [what, flow] of [
    ["IPv6", "[2001:db8::4]:51000 → [2001:db8::9]:443"],
    ["a flow without ports", `${vm} → 203.0.113.9`],
    ["a flow of others", "10.0.0.5:51000 → 203.0.113.9:443"],
    ["no address", `${vm}:51000 → 999.0.113.9:443`],
    ["no port", `${vm}:51000 → 203.0.113.9:70000`],
  ] as const)
    it(`leaves out ${what}`, () => {
      assert.deepEqual(asked(summary([finding("unanswered", "tcp.port == 443", flow)])), []);
    });
});
