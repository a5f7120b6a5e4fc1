import { armId } from "../arm/armId.ts";
import { parseVmId } from "../arm/vmId.ts";
import { withTimeout } from "../withTimeout.ts";
import { calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import { isSameOrigin } from "./isSameOrigin.ts";
import type { ListedVm } from "../captures/site/matchComputer.ts";
import type { Config } from "../config.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { ContinuablePage, PagedAsyncIterableIterator, VirtualMachine } from "@azure/arm-compute";

export interface Computers {
  /**
   * The VMs of a subscription or a resource group, at most five minutes old; none when there is no such
   * scope. `now` is in milliseconds. Action: Microsoft.Compute/virtualMachines/read.
   */
  list(scope: string, now: number): Promise<readonly ListedVm[]>;
}

/** An alert storm asks for the same list again and again. */
const keptMs = 5 * 60_000;

export function createComputers(arm: ResourceManager, config: Config): Computers {
  const kept = new Map<string, { readonly at: number; readonly vms: Promise<readonly ListedVm[]> }>();
  return {
    list(scope, now) {
      const key = armId.folded(scope);
      const known = kept.get(key);
      if (known !== undefined && now - known.at < keptMs) return known.vms;
      const vms = listedIn(scope, arm, config);
      kept.set(key, { at: now, vms });
      // A fault is not kept. Whoever asked is told by the list itself.
      vms.catch(() => kept.delete(key));
      return vms;
    },
  };
}

async function listedIn(scope: string, arm: ResourceManager, config: Config): Promise<readonly ListedVm[]> {
  const operation = `List the virtual machines of ${scope}`;
  const { virtualMachines } = arm.compute(armId.subscriptionId(scope));
  const group = armId.resourceGroup(scope);
  const list =
    group === undefined ? virtualMachines.listAll(arm.signal()) : virtualMachines.list(group, arm.signal());
  return (await orNotFound(calling(operation, () => allPages(operation, list, config)))) ?? [];
}

type Step = IteratorResult<ContinuablePage<VirtualMachine>, unknown>;

/**
 * Reads every page. The SDK bounds only the first one, and would send a token to wherever the link to the
 * next one leads.
 */
async function allPages(
  operation: string,
  list: PagedAsyncIterableIterator<VirtualMachine>,
  { azureTimeoutSeconds, cloud }: Config,
): Promise<readonly ListedVm[]> {
  const found: ListedVm[] = [];
  const pages = list.byPage();
  for (;;) {
    const step: Step = await withTimeout(pages.next(), azureTimeoutSeconds);
    if (step.done === true) return found;
    found.push(...step.value.flatMap(listedVm));
    const next = step.value.continuationToken;
    if (next !== undefined && !isSameOrigin(cloud.resourceManagerEndpoint, next))
      throw unreadableAnswer(operation);
  }
}

function listedVm({ id, name, osProfile }: VirtualMachine): ListedVm | [] {
  const parts = id === undefined ? null : parseVmId(id);
  if (parts === null) return [];
  return { id: parts.id, name: name ?? parts.name, computerName: osProfile?.computerName ?? null };
}
