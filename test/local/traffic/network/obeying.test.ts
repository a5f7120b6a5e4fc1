import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { simulatedCapture } from "../../../../local/traffic/simulatedCapture.ts";
import { vmTraffic } from "../../../../local/traffic/vmTraffic.ts";
import type { ScenarioName } from "../../../../local/traffic/namedScenarios.ts";
import type { NetworkRule, VmNetwork } from "../../../../local/traffic/network/vmNetwork.ts";

const address = "10.0.3.113";
const rule: NetworkRule = {
  ...{ name: "Rule", kind: "nsg", group: "nsg", direction: "Inbound", access: "Allow", priority: 200 },
  ...{ protocol: "All", sources: ["*"], destinations: ["*"], ports: ["*"] },
};
const nic = { name: "nic", resourceGroup: null, privateIp: address, publicIp: null };
const open: VmNetwork = {
  ...{ rules: [rule], routes: [], answersAfterSeconds: null },
  nics: [{ ...nic, acceleratedNetworking: false, ipForwarding: false }],
};

const traffic = (scenario: ScenarioName, network: VmNetwork | null) =>
  vmTraffic({
    ...{ scenario, seed: "obeying", vm: { name: "ANY01", address }, network },
    ...{ startedAt: Date.UTC(2026, 10, 23, 12), endedAt: Date.UTC(2026, 10, 23, 12, 1) },
  });
const truth = (scenario: ScenarioName, network: VmNetwork | null) =>
  simulatedCapture(traffic(scenario, network), { maxBytes: 2 ** 30, bytesPerPacket: 0 }).truth;

/** Packets between the VM and an address, by their sender. */
function between(scenario: ScenarioName, network: VmNetwork, peer: string) {
  const { packets } = traffic(scenario, network);
  const of = (side: "from" | "to") => packets.filter(({ frame }) => frame.ip?.[side].address === peer);
  return { fromPeer: of("from"), toPeer: of("to") };
}

describe("traffic that obeys a network", () => {
  it("is the same, byte for byte, where nothing is denied", () => {
    for (const scenario of ["port-scan", "ordinary", "slow-server"] as const) {
      const bytes = (network: VmNetwork | null) =>
        Buffer.concat(traffic(scenario, network).packets.map(({ frame }) => frame.bytes));
      assert.ok(bytes(open).equals(bytes(null)), scenario);
    }
  });

  it("shows a denied inbound scan, every probe without an answer and sent again", () => {
    const deny: NetworkRule = { ...rule, access: "Deny", priority: 100, sources: ["198.51.100.7"] };
    const network = { ...open, rules: [deny, rule] };
    const { fromPeer, toPeer } = between("port-scan", network, "198.51.100.7");
    assert.ok(fromPeer.length > 0);
    assert.equal(toPeer.length, 0);
    const { scan, trouble, tcp } = truth("port-scan", network);
    assert.ok(
      scan !== null && scan.silent === scan.ports && scan.ports === truth("port-scan", open).scan?.ports,
    );
    assert.equal(trouble?.kind, "port-scan");
    assert.ok(tcp.retransmissions >= scan.ports * 0.9 && tcp.established > 0);
  });

  it("has an allowed scan whose closed ports the guest refuses", () => {
    const { scan } = truth("port-scan", open);
    assert.ok(scan !== null && scan.refused > 0 && scan.open > 0);
  });

  it("shows requests alone of an outbound flow without a route", () => {
    const network: VmNetwork = {
      ...open,
      routes: [{ prefix: "10.0.1.0/24", nextHopType: "None", nextHopIp: null }],
    };
    const { fromPeer, toPeer } = between("slow-server", network, "10.0.1.9");
    assert.equal(fromPeer.length, 0);
    assert.ok(toPeer.length > 0 && toPeer.every(({ tcp }) => tcp?.kind === "asks"));
    assert.ok(truth("slow-server", network).tcp.unanswered !== 0);
  });

  it("shows requests alone of an outbound flow that an admin rule denies", () => {
    const admin: NetworkRule = {
      ...{ ...rule, kind: "admin", direction: "Outbound", access: "Deny", priority: 1 },
      ...{ destinations: ["10.0.1.9"], ports: ["8000-8100"] },
    };
    const { fromPeer, toPeer } = between("slow-server", { ...open, rules: [rule, admin] }, "10.0.1.9");
    assert.equal(fromPeer.length, 0);
    assert.ok(toPeer.length > 0 && toPeer.every(({ tcp }) => tcp?.kind === "asks"));
  });
});
