import { AzureError } from "../../azureError.ts";
import { route, type Route } from "../../http/route.ts";
import { armError } from "../armError.ts";
import { requireProperties } from "../requireProperties.ts";
import { inGroup } from "../requireScope.ts";
import { installationFailure } from "./agentExtension.ts";
import { requireVm, type VmPath } from "./virtualMachineRoutes.ts";
import { extensionView } from "./virtualMachineView.ts";
import { virtualMachineType } from "./vmResourceId.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { Latencies } from "../../createLatencies.ts";
import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Operations } from "../operations.ts";
import type { Extension, Vm } from "./vm.ts";
import type { Vms } from "./vms.ts";

interface ExtensionOptions {
  readonly vms: Vms;
  readonly clock: Clock;
  readonly operations: Operations;
  readonly latencies: Latencies;
}

export function virtualMachineExtensionRoutes(options: ExtensionOptions): readonly Route[] {
  const { vms, clock } = options;
  const extensions = `${inGroup}/${virtualMachineType}/:vm/extensions` as const;
  return [
    route("GET", extensions, (_, name) => {
      const vm = requireVm(vms, name);
      const value = vm.extensions.map((extension) => extensionView(vm, extension, clock.now()));
      return { status: 200, body: { value } };
    }),
    route("GET", `${extensions}/:extension`, (_, name) => {
      const vm = requireVm(vms, name);
      const found = vm.extensions.find(isNamed(name.extension));
      if (found === undefined) throw extensionNotFound(name.vm, name.extension);
      return { status: 200, body: extensionView(vm, found, clock.now()) };
    }),
    route("PUT", `${extensions}/:extension`, (request, name) => install(options, request, name)),
  ];
}

const isNamed = (name: string) => (extension: Extension) =>
  extension.name.toLowerCase() === name.toLowerCase();

const extensionNotFound = (vm: string, extension: string): AzureError =>
  new AzureError(404, "NotFound", `The entity '${extension}' was not found on the VM '${vm}'.`);

function install(
  { vms, clock, operations, latencies }: ExtensionOptions,
  request: HttpRequest,
  name: VmPath & { readonly extension: string },
): HttpAnswer {
  const vm = requireVm(vms, name);
  if (vm.powerState !== "running")
    throw armError.conflict(
      "OperationNotAllowed",
      "Cannot modify extensions in the VM when the VM is not running.",
    );
  const readyAt = clock.now() + latencies.installExtension();
  const extension = requested(request, vm, name.extension, readyAt);
  const others = vm.extensions.filter((other) => !isNamed(name.extension)(other));
  const isNew = others.length === vm.extensions.length;
  vms.save({ ...vm, extensions: [...others, extension] });
  const operation = {
    subscription: name.subscription,
    provider: "Microsoft.Compute",
    location: vm.location,
    kind: "install",
    readyAt: extension.readyAt,
    capture: null,
    failure: extension.failure,
  } as const;
  const { headers } = operations.start(operation, request.query.get("api-version") ?? "");
  return { status: isNew ? 201 : 200, headers, body: extensionView(vm, extension, clock.now()) };
}

function requested(request: HttpRequest, vm: Vm, name: string, readyAt: number): Extension {
  const { publisher, type, typeHandlerVersion } = requireProperties(request);
  if (typeof publisher !== "string" || typeof type !== "string" || typeof typeHandlerVersion !== "string")
    throw armError.badRequest(
      "InvalidParameter",
      "An extension needs a publisher, a type and a typeHandlerVersion.",
    );
  const extension: Extension = { name, publisher, type, typeHandlerVersion, readyAt, failure: null };
  return { ...extension, failure: installationFailure(extension, vm.osType) };
}
