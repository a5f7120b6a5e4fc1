import { address, mac } from "./address.ts";

/** One end of a packet as it looks from the captured VM. */
export interface NetworkHost {
  /** Of the host itself, or of the gateway behind which it is. */
  readonly mac: Buffer;
  readonly address: Buffer;
  /** Hops left when its packets pass the VM's network interface. */
  readonly hopLimit: number;
}

/** The router of every Azure virtual network answers with this Ethernet address. */
export const gatewayMac = mac("12:34:56:78:9a:bc");

/** Azure's own services that every VM talks to: DNS, agent and health probes; and instance metadata. */
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
