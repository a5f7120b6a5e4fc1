import { route, type Route } from "../../http/route.ts";
import { armError } from "../armError.ts";
import { inGroup } from "../requireScope.ts";
import { idKey } from "../resourceId.ts";
import { instanceView, virtualMachineView } from "./virtualMachineView.ts";
import { virtualMachineType, vmResourceId } from "./vmResourceId.ts";
import type { Clock } from "../../../environment/clock.ts";
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

export function virtualMachineRoutes(vms: Vms, clock: Clock): readonly Route[] {
  const list = (prefix: string) => {
    const found = vms.all().filter(({ id }) => idKey(id).startsWith(idKey(`${prefix}/`)));
    return { status: 200, body: { value: found.map((vm) => virtualMachineView(vm, clock.now(), false)) } };
  };
  return [
    route("GET", `/subscriptions/:subscription/providers/${virtualMachineType}`, (_, { subscription }) =>
      list(`/subscriptions/${subscription}`),
    ),
    route("GET", `${inGroup}/${virtualMachineType}`, (_, { subscription, group }) =>
      list(`/subscriptions/${subscription}/resourceGroups/${group}`),
    ),
    route("GET", `${inGroup}/${virtualMachineType}/:vm`, (request, name) => {
      const expanded = request.query.get("$expand")?.toLowerCase() === "instanceview";
      return { status: 200, body: virtualMachineView(requireVm(vms, name), clock.now(), expanded) };
    }),
    route("GET", `${inGroup}/${virtualMachineType}/:vm/instanceView`, (_, name) => ({
      status: 200,
      body: instanceView(requireVm(vms, name), clock.now()),
    })),
  ];
}
