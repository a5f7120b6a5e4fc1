import { route, type Route } from "../../http/route.ts";
import { interfaceId, networkInterfaceType, type Networks } from "../../network/networks.ts";
import { armError } from "../armError.ts";
import { inGroup } from "../requireScope.ts";
import { idKey, resourceId, type ResourceGroupPath } from "../resourceId.ts";
import { askedLater } from "./askedLater.ts";
import { effectiveGroupsView, effectiveRoutesView } from "./effectiveGroupsView.ts";
import { networkInterfaceView } from "./networkInterfaceView.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { VmInterface, VmNetwork } from "../../../traffic/network/vmNetwork.ts";
import type { Latencies } from "../../createLatencies.ts";
import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Operations } from "../operations.ts";
import type { Vm } from "../virtualMachines/vm.ts";
import type { Vms } from "../virtualMachines/vms.ts";

interface NetworkInterfaceOptions {
  readonly clock: Clock;
  readonly vms: Vms;
  readonly networks: Networks;
  readonly operations: Operations;
  readonly latencies: Latencies;
}

type InterfacePath = ResourceGroupPath & { readonly nic: string };

interface FoundInterface {
  readonly vm: Vm;
  readonly network: VmNetwork;
  readonly nic: VmInterface;
}

export function networkInterfaceRoutes(options: NetworkInterfaceOptions): readonly Route[] {
  const nics = `${inGroup}/${networkInterfaceType}` as const;
  return [
    route("GET", `${nics}/:nic`, (_, path) => {
      const { vm, network, nic } = requireInterface(options, path);
      const body = networkInterfaceView(vm, network, nic);
      return { status: 200, headers: { etag: String(body.etag) }, body };
    }),
    route("POST", `${nics}/:nic/effectiveNetworkSecurityGroups`, (request, path) =>
      inForce(options, request, path, ({ vm, network, nic }) => effectiveGroupsView(vm, network, nic)),
    ),
    route("POST", `${nics}/:nic/effectiveRouteTable`, (request, path) =>
      inForce(options, request, path, ({ network }) => effectiveRoutesView(network)),
    ),
  ];
}

/** @throws AzureError 404 */
function requireInterface({ vms, networks }: NetworkInterfaceOptions, path: InterfacePath): FoundInterface {
  const wanted = idKey(resourceId(path, networkInterfaceType, path.nic));
  for (const vm of vms.allWithMembers()) {
    const network = networks.of(vm);
    const nic = network.nics.find((one) => idKey(interfaceId(vm, one)) === wanted);
    if (nic !== undefined) return { vm, network, nic };
  }
  throw armError.resourceNotFound(networkInterfaceType, path.nic, path.group);
}

/** The VM must run; how the service refuses is not published. */
function inForce(
  options: NetworkInterfaceOptions,
  request: HttpRequest,
  path: InterfacePath,
  view: (found: FoundInterface) => Record<string, unknown>,
): HttpAnswer {
  const { clock, operations, latencies } = options;
  const found = requireInterface(options, path);
  const { vm, network, nic } = found;
  if (vm.powerState !== "running")
    throw armError.conflict(
      "OperationNotAllowed",
      `The network interface '${nic.name}' is not attached to a running virtual machine.`,
    );
  const seconds = network.answersAfterSeconds;
  const after = seconds === null ? latencies.askInterface() : seconds * 1_000;
  const atOnce = seconds === 0;
  const { subscription } = path;
  const under = interfaceId(vm, nic);
  return askedLater(
    { operations, request, vm, subscription, now: clock.now(), after, atOnce, under },
    view(found),
  );
}
