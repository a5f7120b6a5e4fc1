import { address, mac } from "./address.ts";

/** One end of a packet as seen from the captured VM. */
export interface NetworkHost {
  /** The host's own Ethernet address, or that of the gateway in front of it. */
  readonly mac: Buffer;
  readonly address: Buffer;
  /** Hop limit of its packets at the VM's network interface. */
  readonly hopLimit: number;
}

/** The Ethernet address of the router in every Azure virtual network. */
export const gatewayMac = mac("12:34:56:78:9a:bc");

/** Azure services that every VM uses: DNS, agent and health probes; and instance metadata. */
export const platformHost: NetworkHost = {
  mac: gatewayMac,
  address: address("168.63.129.16"),
  hopLimit: 128,
};
export const metadataHost: NetworkHost = {
  mac: gatewayMac,
  address: address("169.254.169.254"),
  hopLimit: 128,
};

/** A host beyond the gateway. */
export const remoteHost = (text: string, hopLimit = 51): NetworkHost => ({
  mac: gatewayMac,
  address: address(text),
  hopLimit,
});
