import { finding, found } from "./findings.ts";
import { outboundToService } from "./summaries.ts";
import type { FlowVerdict, NetworkContext } from "../../../src/captures/network/networkContext.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** A verdict on a denied connection from outside, with parts of it replaced. */
export const flowVerdict = (changes: Partial<FlowVerdict> = {}): FlowVerdict => ({
  flow: "TCP 203.0.113.9:51234 > 10.0.0.4:22",
  about: "port-scan",
  direction: "Inbound",
  access: "Deny",
  rule: "DenyAllInBound",
  nextHop: { type: "Internet", address: null, routeTable: null },
  at: "2026-11-23T02:06:10.000Z",
  ...changes,
});

/** A route table that leads nowhere. */
export const blackHole = flowVerdict({
  ...{ flow: "TCP 10.0.0.4:49152 > 10.9.0.7:443", about: "unanswered", direction: "Outbound" },
  ...{ access: "Allow", rule: "AllowVnetOutBound" },
  nextHop: { type: "None", address: null, routeTable: "rt-spoke" },
});

/** What Azure says of WEB01's network, with parts of it replaced. */
export const networkContext = (changes: Partial<NetworkContext> = {}): NetworkContext => ({
  addresses: ["10.0.0.4", "198.51.100.7"],
  interfaces: [
    {
      name: "web01-nic",
      privateAddresses: ["10.0.0.4"],
      publicAddresses: ["198.51.100.7"],
      acceleratedNetworking: true,
      ipForwarding: false,
    },
  ],
  verdicts: [flowVerdict()],
  rules: {
    count: 6,
    deciding: [
      { name: "DenyAllInBound", group: "nsg-web", access: "Deny", direction: "Inbound", priority: 65_500 },
    ],
  },
  routes: {
    count: 4,
    deciding: [{ prefix: "0.0.0.0/0", nextHopType: "Internet", nextHopAddress: null, source: "Default" }],
  },
  remark: null,
  ...changes,
});

/** Allowed by Azure and refused all the same. */
export const guestRefuses = flowVerdict({
  ...{ about: "refused", access: "Allow", rule: "AllowVnetInBound" },
  flow: "TCP 10.0.0.9:51234 > 10.0.0.4:8080",
});

/** A VM with two network interfaces, one of which forwards, and a route that leads nowhere. */
export const twoInterfaces = networkContext({
  interfaces: [
    ...networkContext().interfaces,
    {
      ...{ name: "web01-inner", privateAddresses: ["10.1.0.4", "10.1.0.5"], publicAddresses: [] },
      ...{ acceleratedNetworking: null, ipForwarding: true },
    },
  ],
  verdicts: [blackHole],
  routes: {
    count: 9,
    deciding: [{ prefix: "10.9.0.0/16", nextHopType: "None", nextHopAddress: null, source: "User" }],
  },
});

/** The app's role lacks an action. */
export const forbidden = networkContext({
  ...{ interfaces: [], verdicts: [], rules: null, routes: null },
  remark:
    "Azure was not asked: the app's identity lacks Microsoft.Network/networkWatchers/ipFlowVerify/action.",
});

/** The finding behind a verdict. */
export const findingBehind = (
  { about, flow }: FlowVerdict,
  text = "60 connections had no answer",
): Finding => {
  const [, from = "", to = ""] = /^\w+ (\S+) > (\S+)$/.exec(flow) ?? [];
  const kind: FindingKind = about ?? "unanswered";
  const whole = finding(kind, "critical", text, "tcp");
  return {
    ...whole,
    evidence: { ...whole.evidence, flows: ["192.0.2.1:9 → 192.0.2.2:9", `${from} → ${to}`] },
  };
};

/** A summary whose only finding is the one behind a verdict. */
export const summaryBehind = (verdict: FlowVerdict): CaptureSummary => {
  const only = findingBehind(verdict);
  return { ...outboundToService, ...found(only.kind, only) };
};
