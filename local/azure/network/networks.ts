import { usualGroup } from "../../traffic/network/verdictOf.ts";
import { idKey, resourceId } from "../arm/resourceId.ts";
import { vmAddress, vmName, type Vm } from "../arm/virtualMachines/vm.ts";
import { parseVmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import type { NetworkRule, VmInterface, VmNetwork } from "../../traffic/network/vmNetwork.ts";
import type { DatabaseSync } from "node:sqlite";

/** The network that the control API has given to a VM. */
export interface GivenNetwork {
  readonly vmId: string;
  readonly network: VmNetwork;
}

const key = "networks";

/** The only rule of the user's own on a VM whose rules nobody has set: its traffic is as it always was. */
export const openRule: NetworkRule = {
  name: "AllowAnyInBound",
  kind: "nsg",
  group: usualGroup,
  direction: "Inbound",
  access: "Allow",
  priority: 4_096,
  protocol: "All",
  sources: ["*"],
  destinations: ["*"],
  ports: ["*"],
};

/** The interface of a VM whose interfaces nobody has set. */
export const usualInterface = (vm: Vm): VmInterface => ({
  name: `${vmName(vm).toLowerCase()}-nic`,
  resourceGroup: null,
  privateIp: vmAddress(vm),
  publicIp: null,
  acceleratedNetworking: false,
  ipForwarding: false,
});

export const networkInterfaceType = "Microsoft.Network/networkInterfaces";

/** The ARM id of a resource of the VM's network. */
export function networkId(vm: Vm, type: string, name: string, resourceGroup: string | null = null): string {
  const { subscription = "", group = "" } = parseVmResourceId(vm.id) ?? {};
  return resourceId({ subscription, group: resourceGroup ?? group }, type, name);
}

export const interfaceId = (vm: Vm, { name, resourceGroup }: VmInterface): string =>
  networkId(vm, networkInterfaceType, name, resourceGroup);

/** What stands between simulated Azure's VMs and the network. */
export class Networks {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Those that the control API has given. */
  all(): readonly GivenNetwork[] {
    const row = this.#database.prepare("SELECT value FROM kept WHERE name = ?").get(key);
    return row === undefined ? [] : (JSON.parse(String(row.value)) as readonly GivenNetwork[]);
  }

  /** Null: nothing was given, and nothing stands in the way of the VM's traffic. */
  given(vmId: string): VmNetwork | null {
    return this.all().find((one) => idKey(one.vmId) === idKey(vmId))?.network ?? null;
  }

  of(vm: Vm): VmNetwork {
    const usual = { rules: [openRule], routes: [], nics: [usualInterface(vm)], answersAfterSeconds: null };
    return this.given(vm.id) ?? usual;
  }

  /** The VM's private address, where its traffic is. */
  addressOf(vm: Vm): string {
    return this.of(vm).nics[0]?.privateIp ?? vmAddress(vm);
  }

  interfaceIds(vm: Vm): readonly string[] {
    return this.of(vm).nics.map((nic) => interfaceId(vm, nic));
  }

  /** Whether a network interface makes a resource group exist. */
  hasResourceGroup(subscription: string, group: string): boolean {
    const wanted = idKey(`/subscriptions/${subscription}/${group}`);
    return this.all().some(({ vmId, network }) =>
      network.nics.some(
        ({ resourceGroup }) =>
          resourceGroup !== null &&
          idKey(`/subscriptions/${vmId.split("/")[2] ?? ""}/${resourceGroup}`) === wanted,
      ),
    );
  }

  replace(networks: readonly GivenNetwork[]): void {
    this.#database
      .prepare(
        "INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      )
      .run(key, JSON.stringify(networks));
  }
}
