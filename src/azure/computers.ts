import { armId } from "../arm/armId.ts";
import { parseVmId } from "../arm/vmId.ts";
import { calling, orNotFound } from "./azureFault.ts";
import { readPages } from "./wire/readPages.ts";
import type { ListedVm } from "../captures/site/matchComputer.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { VirtualMachine } from "@azure/arm-compute";

export interface Computers {
  /**
   * The VMs of a subscription or a resource group, at most five minutes old; none when there is no such
   * scope. `now` is in milliseconds. Action: Microsoft.Compute/virtualMachines/read.
   */
  list(scope: string, now: number): Promise<readonly ListedVm[]>;
  /** The same, as they are now: several instances of the app agree on them. */
  listNow(scope: string, now: number): Promise<readonly ListedVm[]>;
}

/** An alert storm asks for the same list again and again. */
const keptMs = 5 * 60_000;

export function createComputers(arm: ResourceManager): Computers {
  const kept = new Map<string, { readonly at: number; readonly vms: Promise<readonly ListedVm[]> }>();
  const listNow = (scope: string, now: number): Promise<readonly ListedVm[]> => {
    const key = armId.folded(scope);
    const vms = listedIn(scope, arm);
    kept.set(key, { at: now, vms });
    // A fault is not kept. Whoever asked is told by the list itself.
    vms.catch(() => kept.delete(key));
    return vms;
  };
  return {
    listNow,
    list(scope, now) {
      const known = kept.get(armId.folded(scope));
      return known !== undefined && now - known.at < keptMs ? known.vms : listNow(scope, now);
    },
  };
}

async function listedIn(scope: string, arm: ResourceManager): Promise<readonly ListedVm[]> {
  const operation = `List the virtual machines of ${scope}`;
  const { virtualMachines } = arm.compute(armId.subscriptionId(scope));
  const group = armId.resourceGroup(scope);
  const list = group === undefined ? virtualMachines.listAll() : virtualMachines.list(group);
  return (await orNotFound(calling(operation, () => readPages(arm, operation, list, listedVm)))) ?? [];
}

function listedVm({ id, name, osProfile, tags }: VirtualMachine): ListedVm | [] {
  const parts = id === undefined ? null : parseVmId(id);
  if (parts === null) return [];
  const computerName = osProfile?.computerName ?? null;
  return { id: parts.id, name: name ?? parts.name, computerName, ...(tags !== undefined && { tags }) };
}
