import { address, addressText } from "./wire/address.ts";
import type { Random } from "./random.ts";
import type { NetworkHost } from "./wire/networkHost.ts";

export interface VmHost {
  readonly name: string;
  readonly ipv4: NetworkHost;
  /** Its addresses in the virtual network and on the link. */
  readonly ipv6: NetworkHost;
  readonly linkLocal: NetworkHost;
}

/** The VM on its network. Azure's network interfaces begin with 00:0d:3a, a prefix of Microsoft's. */
export function vmHost(name: string, ipv4Text: string, random: Random): VmHost {
  const mac = Buffer.concat([Buffer.from([0x00, 0x0d, 0x3a]), random.bytes(3)]);
  const ipv4 = address(ipv4Text);
  const linkLocal = address("fe80::20d:3aff:fe00:0");
  mac.copy(linkLocal, 13, 3);
  return {
    name,
    ipv4: { mac, address: ipv4, hopLimit: 128 },
    ipv6: { mac, address: address(vmIpv6Address(ipv4Text)), hopLimit: 128 },
    linkLocal: { mac, address: linkLocal, hopLimit: 255 },
  };
}

/** The VM's IPv6 address in the virtual network. */
function vmIpv6Address(ipv4Text: string): string {
  const ipv6 = address("fd00:db8:deca::");
  address(ipv4Text).copy(ipv6, 15, 3);
  return addressText(ipv6);
}

/** All addresses of the VM. */
export const ownAddresses = ({ ipv4, ipv6, linkLocal }: VmHost): readonly string[] =>
  [ipv4, ipv6, linkLocal].map((host) => addressText(host.address));
