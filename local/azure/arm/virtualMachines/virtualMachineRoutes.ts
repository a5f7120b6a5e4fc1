import { route, type Route } from "../../http/route.ts";
import { armError } from "../armError.ts";
import { pageOf } from "../pageOf.ts";
import { inGroup } from "../requireScope.ts";
import { idKey } from "../resourceId.ts";
import { instanceView, virtualMachineView } from "./virtualMachineView.ts";
import { virtualMachineType, vmResourceId } from "./vmResourceId.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Networks } from "../../network/networks.ts";
import type { ResourceGroupPath } from "../resourceId.ts";
import type { Vm } from "./vm.ts";
import type { Vms } from "./vms.ts";

export interface VmPath extends ResourceGroupPath {
  readonly vm: string;
}

/** @throws AzureError 404 */
export function requireVm(vms: Vms, path: VmPath): Vm {
  const vm = vms.find(vmResourceId(path, path.vm).id);
  if (vm === null) throw armError.resourceNotFound(virtualMachineType, path.vm, path.group);
  return vm;
}

/** VMs on one page of a list. Azure's own pages are larger. */
const pageSize = 50;

/** The scale set whose VMs a list is limited to; null: it is not. */
const scaleSetIn = (filter: string | null): string | null =>
  /^'virtualMachineScaleSet\/id' eq '([^']+)'$/i.exec(filter ?? "")?.[1] ?? null;

interface VirtualMachineOptions {
  readonly vms: Vms;
  readonly networks: Networks;
  readonly clock: Clock;
  readonly baseUrl: () => string;
}

export function virtualMachineRoutes(options: VirtualMachineOptions): readonly Route[] {
  const { vms, networks, clock, baseUrl } = options;
  const shown = (vm: Vm, expanded: boolean) =>
    virtualMachineView(vm, networks.interfaceIds(vm), clock.now(), expanded);
  const list = (request: HttpRequest, prefix: string) => {
    const set = scaleSetIn(request.query.get("$filter"));
    const found = vms
      .allWithMembers()
      .filter(({ id }) => idKey(id).startsWith(idKey(`${prefix}/`)))
      .filter(({ scaleSet }) => set === null || idKey(scaleSet ?? "") === idKey(set));
    const page = pageOf(found, { request, pageSize, baseUrl: baseUrl() });
    const value = page.value.map((vm) => shown(vm, false));
    return { status: 200, body: { ...page, value } };
  };
  return [
    route(
      "GET",
      `/subscriptions/:subscription/providers/${virtualMachineType}`,
      (request, { subscription }) => list(request, `/subscriptions/${subscription}`),
    ),
    route("GET", `${inGroup}/${virtualMachineType}`, (request, { subscription, group }) =>
      list(request, `/subscriptions/${subscription}/resourceGroups/${group}`),
    ),
    route("GET", `${inGroup}/${virtualMachineType}/:vm`, (request, name) => {
      const expanded = request.query.get("$expand")?.toLowerCase() === "instanceview";
      return { status: 200, body: shown(requireVm(vms, name), expanded) };
    }),
    route("GET", `${inGroup}/${virtualMachineType}/:vm/instanceView`, (_, name) => ({
      status: 200,
      body: instanceView(requireVm(vms, name), clock.now()),
    })),
  ];
}
