import { parseNetworkInterfaceId } from "../../arm/parseNetworkInterfaceId.ts";
import { parsePublicAddressId } from "../../arm/parsePublicAddressId.ts";
import { calling, orNotFound, unreadableAnswer } from "../azureFault.ts";
import { foreignText } from "../foreignText.ts";
import type { VmInterface } from "../../captures/network/vmNetwork.ts";
import type { ResourceManager } from "../resourceManager.ts";
import type { NetworkInterface } from "@azure/arm-network";

/** An interface whose public addresses are known only by their ids. */
export interface FoundInterface extends Omit<VmInterface, "publicAddresses"> {
  readonly publicAddressIds: readonly string[];
}

export interface NetworkInterfaces {
  /** Null when there is no such interface. Action: Microsoft.Network/networkInterfaces/read. */
  find(id: string): Promise<FoundInterface | null>;
  /**
   * The address of a public IP address; null when it has none, or does not exist. Action:
   * Microsoft.Network/publicIPAddresses/read.
   */
  publicAddress(id: string): Promise<string | null>;
}

const reading = "Read the network interface";
const readingPublic = "Read the public IP address";

export const createNetworkInterfaces = (arm: ResourceManager): NetworkInterfaces => ({
  async find(id) {
    const { subscriptionId, resourceGroup, name } = known(parseNetworkInterfaceId(id), id);
    const found = await orNotFound(
      calling(reading, () =>
        arm.network(subscriptionId).networkInterfaces.get(resourceGroup, name, arm.signal()),
      ),
    );
    return found === null ? null : toInterface(found, id, name);
  },
  async publicAddress(id) {
    const { subscriptionId, resourceGroup, name } = known(parsePublicAddressId(id), id);
    const found = await orNotFound(
      calling(readingPublic, () =>
        arm.network(subscriptionId).publicIPAddresses.get(resourceGroup, name, arm.signal()),
      ),
    );
    return addressOf(found?.ipAddress);
  },
});

function known<Parts>(parts: Parts | null, id: string): Parts {
  if (parts === null) throw new Error(`Not the id of a network resource: ${id}`);
  return parts;
}

/** An interface has a few addresses; a body of thousands is none of Azure's. */
const mostConfigurations = 32;

/** The SDK takes whatever types the body has. @throws AzureFault when it lists no configurations */
function toInterface(found: NetworkInterface, id: string, name: string): FoundInterface {
  const listed: unknown = found.ipConfigurations;
  if (!Array.isArray(listed)) throw unreadableAnswer(reading);
  const configurations = listed.slice(0, mostConfigurations) as NonNullable<
    NetworkInterface["ipConfigurations"]
  >;
  return {
    id,
    name: foreignText(name, 80),
    isPrimary: found.primary === true,
    privateAddresses: configurations.flatMap((one) => addressOf(one.privateIPAddress) ?? []),
    publicAddressIds: configurations.flatMap(({ publicIPAddress }) => textOf(publicIPAddress?.id) ?? []),
    acceleratedNetworking: booleanOf(found.enableAcceleratedNetworking),
    ipForwarding: booleanOf(found.enableIPForwarding),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const booleanOf = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

/** Text that has the form of an address. */
const addressOf = (value: unknown): string | null =>
  typeof value === "string" && /^[\da-fA-F.:]{2,45}$/.test(value) ? value : null;
