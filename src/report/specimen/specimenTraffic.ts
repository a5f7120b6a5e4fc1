import type { Conversation, Peer, Talker } from "../../pcap/summary/captureSummary.ts";

/** The sample's VM. All addresses and names are reserved for documentation (RFC 1918, 5737, 3849, 2606). */
const vm = "10.0.0.57";

const peers: readonly Peer[] = [
  service("203.0.113.9", "updates.example.net", 443, [39_104, 56_702_330], [20_117, 1_328_904]),
  service("198.51.100.21", "cdn.example.net", 443, [1_204, 96_310], [2_460, 3_210_455]),
  service("2001:db8:40::64", "api.example.org", 443, [1_873, 2_260_118], [1_402, 402_663]),
  client("203.0.113.178", [1_340, 1_511_020], [902, 120_442]),
  service("192.0.2.40", "telemetry.example.com", 443, [604, 388_100], [402, 61_240]),
  service("10.0.0.4", null, 53, [212, 17_596], [207, 31_050], "UDP"),
];

const talkers: readonly Talker[] = [
  {
    address: vm,
    name: null,
    local: true,
    sent: { packets: 44_337, bytes: 60_975_474 },
    received: { packets: 25_490, bytes: 5_154_754 },
  },
  ...peers.map(({ address, name, outbound, inbound }) => ({
    address,
    name,
    local: false,
    sent: inbound,
    received: outbound,
  })),
];

const conversations: readonly Conversation[] = peers.map(conversation);

/** The traffic of a VM that sends a great deal to one host. `vm` is its address. */
export const specimenTraffic = { vm, peers, talkers, conversations };

type Count = readonly [packets: number, bytes: number];

function service(
  address: string,
  name: string | null,
  port: number,
  [packetsOut, bytesOut]: Count,
  [packetsIn, bytesIn]: Count,
  protocol = "TCP",
): Peer {
  const outbound = { packets: packetsOut, bytes: bytesOut };
  const inbound = { packets: packetsIn, bytes: bytesIn };
  return { address, name, protocol, port, service: "remote", outbound, inbound };
}

function client(address: string, outbound: Count, inbound: Count): Peer {
  return { ...service(address, null, 443, outbound, inbound), service: "local" };
}

function conversation(peer: Peer, index: number): Conversation {
  const clientPort = 50_214 + index * 7;
  const isClient = peer.service === "local";
  return {
    protocol: peer.protocol,
    a: { address: vm, name: null, port: isClient ? peer.port : clientPort },
    b: { address: peer.address, name: peer.name, port: isClient ? clientPort : peer.port },
    direction: "with the VM",
    fromAToB: peer.outbound,
    fromBToA: peer.inbound,
  };
}
