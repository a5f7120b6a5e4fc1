import { route, type Route } from "../../http/route.ts";
import { interfaceId, usualInterface } from "../../network/networks.ts";
import { armError } from "../armError.ts";
import { pageOf } from "../pageOf.ts";
import { inGroup } from "../requireScope.ts";
import { resourceId, type ResourceGroupPath } from "../resourceId.ts";
import { instanceView, virtualMachineView } from "../virtualMachines/virtualMachineView.ts";
import { virtualMachineType } from "../virtualMachines/vmResourceId.ts";
import { memberOf } from "./membersOf.ts";
import { instanceNameIn, scaleSetType, type ScaleSet, type ScaleSetInstance } from "./scaleSet.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { ScaleSets } from "./scaleSets.ts";

interface ScaleSetOptions {
  readonly scaleSets: ScaleSets;
  readonly clock: Clock;
  readonly baseUrl: () => string;
}

/** Instances on one page of a list. Azure's own pages are larger. */
const pageSize = 10;

export function scaleSetRoutes({ scaleSets, clock, baseUrl }: ScaleSetOptions): readonly Route[] {
  const require = ({ set, ...path }: ResourceGroupPath & { readonly set: string }): ScaleSet => {
    const found = scaleSets.find(resourceId(path, scaleSetType, set));
    if (found === null) throw armError.resourceNotFound(scaleSetType, set, path.group);
    return found;
  };
  return [
    route("GET", `${inGroup}/${scaleSetType}/:set`, (_, path) => ({
      status: 200,
      body: scaleSetView(require(path)),
    })),
    route("GET", `${inGroup}/${scaleSetType}/:set/virtualMachines`, (request, path) => {
      const set = require(path);
      const expanded = request.query.get("$expand")?.toLowerCase() === "instanceview";
      const page = pageOf(set.instances, { request, pageSize, baseUrl: baseUrl() });
      const value = page.value.map((instance) => instanceOf(set, instance, clock.now(), expanded));
      return { status: 200, body: { ...page, value } };
    }),
  ];
}

const scaleSetView = (set: ScaleSet): Record<string, unknown> => ({
  name: set.id.split("/").at(-1),
  id: set.id,
  type: scaleSetType,
  location: set.location,
  sku: { name: "Standard_D2s_v5", tier: "Standard", capacity: set.instances.length },
  properties: {
    orchestrationMode: set.orchestration,
    provisioningState: "Succeeded",
    virtualMachineProfile: { storageProfile: { osDisk: { osType: set.osType, createOption: "FromImage" } } },
  },
});

/** Of a Flexible set the list has its VMs, under their own ids. */
function instanceOf(
  set: ScaleSet,
  instance: ScaleSetInstance,
  now: number,
  expanded: boolean,
): Record<string, unknown> {
  const vm = memberOf(set, instance);
  const view = virtualMachineView(vm, [interfaceId(vm, usualInterface(vm))], now, false);
  const properties = {
    ...(view.properties as object),
    ...(expanded && { instanceView: instanceView(vm, now) }),
  };
  if (set.orchestration === "Flexible") return { ...view, instanceId: instance.id, properties };
  const id = `${set.id}/virtualMachines/${instance.id}`;
  return {
    ...view,
    ...{ id, name: instanceNameIn(set, instance.id), instanceId: instance.id },
    type: `${scaleSetType}/virtualMachines`,
    properties,
    resources: vm.extensions.map(({ name, publisher, type }) => ({
      ...{ name, id: `${id}/extensions/${name}`, type: `${virtualMachineType}/extensions` },
      properties: { publisher, type, provisioningState: "Succeeded" },
    })),
  };
}
