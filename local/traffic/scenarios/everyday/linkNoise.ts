import { repeatedTimes, seconds, type Scenario, type Scene } from "../../scenario.ts";
import { address, mac } from "../../wire/address.ts";
import { arpReply, arpRequest } from "../../wire/arp.ts";
import { dnsFlags, dnsMessage, netbiosLabel, recordType } from "../../wire/dns.ts";
import {
  icmpv6NeighbourAdvertisement,
  icmpv6NeighbourSolicitation,
  icmpv6RouterSolicitation,
} from "../../wire/icmpv6.ts";
import { gatewayMac, type NetworkHost } from "../../wire/networkHost.ts";
import { udpFrame } from "../../wire/udp.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";
import type { VmHost } from "../../vmHost.ts";

/** Response time of the gateway, in microseconds. */
const quick = 160;

const group = (macText: string, addressText: string): NetworkHost => ({
  mac: mac(macText),
  address: address(addressText),
  hopLimit: 255,
});

const gatewayIpv6: NetworkHost = { mac: gatewayMac, address: address("fe80::1234:5678:9abc"), hopLimit: 255 };
const allRouters = group("33:33:00:00:00:02", "ff02::2");
const gatewaySolicited = group("33:33:ff:78:9a:bc", "ff02::1:ff78:9abc");

/** A VM's traffic on its link: ARP and neighbour discovery for the gateway, and local name lookups. */
export const linkNoise: Scenario = function* (scene) {
  for (const at of repeatedTimes(scene, seconds(12), 200)) yield* arp(scene, at);
  for (const at of repeatedTimes(scene, seconds(25), 100)) yield* neighbours(scene, at);
  for (const at of repeatedTimes(scene, seconds(9), 150)) yield* names(scene, at);
};

function* arp({ vm }: Scene, at: number): PacketSequence {
  const gateway: NetworkHost = { mac: gatewayMac, address: subnetAddress(vm.ipv4, 1), hopLimit: 255 };
  yield { at, frame: arpRequest(vm.ipv4, gateway.address) };
  yield { at: at + quick, frame: arpReply(gateway, vm.ipv4) };
}

/**
 * The address in the VM's subnet (taken as a /24) that ends in `last`. Azure's gateway is always the first.
 */
function subnetAddress(vm: NetworkHost, last: number): Buffer {
  const bytes = Buffer.from(vm.address);
  bytes.writeUInt8(last, 3);
  return bytes;
}

function* neighbours({ vm }: Scene, at: number): PacketSequence {
  yield { at, frame: icmpv6RouterSolicitation(vm.linkLocal, allRouters) };
  const asked = at + seconds(0.02);
  yield {
    at: asked,
    frame: icmpv6NeighbourSolicitation(vm.linkLocal, gatewaySolicited, gatewayIpv6.address),
  };
  yield { at: asked + quick, frame: icmpv6NeighbourAdvertisement(gatewayIpv6, vm.linkLocal) };
}

/** Names unknown to DNS are looked up on the link in three ways. Nobody replies. */
function* names({ random, vm }: Scene, at: number): PacketSequence {
  const name = random.pick(["FILESRV", "PRINTER02", "wpad"]);
  const id = random.integer(1, 0xffff);
  for (const [index, { to, port, asked, type, flags, sourcePort }] of groups(vm, name).entries()) {
    // Hosts drop multicasts to link-local groups that a router has forwarded (RFC 5771, RFC 6762).
    const host = port === 137 ? vm.ipv4 : { ...vm.ipv4, hopLimit: 255 };
    const from = { host, port: sourcePort ?? random.integer(49_152, 65_535) };
    const question = dnsMessage({ id: port === 5_353 ? 0 : id, flags, name: asked, type });
    yield { at: at + index * 1_400, frame: udpFrame(from, { host: to, port }, question, id + index) };
  }
}

function groups({ ipv4 }: VmHost, name: string) {
  const mdns = group("01:00:5e:00:00:fb", "224.0.0.251");
  const llmnr = group("01:00:5e:00:00:fc", "224.0.0.252");
  const netbios: NetworkHost = {
    mac: Buffer.alloc(6, 0xff),
    address: subnetAddress(ipv4, 255),
    hopLimit: 128,
  };
  const { a, netbiosName } = recordType;
  return [
    { to: mdns, port: 5_353, sourcePort: 5_353, asked: `${name}.local`, type: a, flags: 0 },
    { to: llmnr, port: 5_355, sourcePort: undefined, asked: name, type: a, flags: 0 },
    {
      to: netbios,
      port: 137,
      sourcePort: 137,
      asked: netbiosLabel(name),
      type: netbiosName,
      flags: dnsFlags.broadcast,
    },
  ];
}
