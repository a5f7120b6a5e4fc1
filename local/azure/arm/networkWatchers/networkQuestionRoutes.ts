import { isIPv4 } from "node:net";
import { nextHopOf } from "../../../traffic/network/nextHopOf.ts";
import { verdictOf, type NetworkFlow } from "../../../traffic/network/verdictOf.ts";
import { jsonBody, type HttpRequest } from "../../http/httpRequest.ts";
import { route, type Route } from "../../http/route.ts";
import { isJsonObject, type JsonObject } from "../../jsonObject.ts";
import { interfaceId, networkId, type Networks } from "../../network/networks.ts";
import { armError } from "../armError.ts";
import { askedLater } from "../networkInterfaces/askedLater.ts";
import { toldName } from "../networkInterfaces/effectiveGroupsView.ts";
import { inGroup } from "../requireScope.ts";
import { idKey } from "../resourceId.ts";
import { vmName, type Vm } from "../virtualMachines/vm.ts";
import { isVmResourceId } from "../virtualMachines/vmResourceId.ts";
import { networkWatcherType, requireWatcher, type WatcherPath } from "./networkWatcherRoutes.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { VmNetwork } from "../../../traffic/network/vmNetwork.ts";
import type { AzureError } from "../../azureError.ts";
import type { Latencies } from "../../createLatencies.ts";
import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { Operations } from "../operations.ts";
import type { Vms } from "../virtualMachines/vms.ts";

interface NetworkQuestionOptions {
  readonly clock: Clock;
  readonly vms: Vms;
  readonly networks: Networks;
  readonly operations: Operations;
  readonly latencies: Latencies;
}

/** A VM that is asked about, and the body of the question. */
interface Asked {
  readonly vm: Vm;
  readonly network: VmNetwork;
  readonly body: JsonObject;
}

// The codes with which the service refuses a question are not published. These stand in for them.
const refuse = (message: string): AzureError => armError.badRequest("InvalidParameter", message);

export function networkQuestionRoutes(options: NetworkQuestionOptions): readonly Route[] {
  const watcher = `${inGroup}/${networkWatcherType}/:watcher` as const;
  return [
    route("POST", `${watcher}/ipFlowVerify`, (request, path) => answered(options, request, path, verified)),
    route("POST", `${watcher}/nextHop`, (request, path) => answered(options, request, path, hop)),
  ];
}

function answered(
  options: NetworkQuestionOptions,
  request: HttpRequest,
  path: WatcherPath,
  answer: (asked: Asked) => Record<string, unknown>,
): HttpAnswer {
  const { clock, operations, latencies } = options;
  const asked = readQuestion(options, request, requireWatcher(path).location);
  const result = answer(asked);
  const { vm, network } = asked;
  const seconds = network.answersAfterSeconds;
  const after = seconds === null ? latencies.askNetwork() : seconds * 1_000;
  const { subscription } = path;
  return askedLater({ operations, request, vm, subscription, now: clock.now(), after, atOnce: true }, result);
}

/** The VM must run in the Network Watcher's region. @throws AzureError 400, 404 */
function readQuestion(
  { vms, networks }: NetworkQuestionOptions,
  request: HttpRequest,
  location: string,
): Asked {
  const body = readBody(request);
  const { targetResourceId: target } = body;
  if (typeof target !== "string" || !isVmResourceId(target))
    throw refuse("'targetResourceId' must be the id of a virtual machine.");
  const vm = vms.find(target);
  if (vm === null) throw armError.idNotFound(target);
  if (vm.location !== location)
    throw refuse(`The target is in ${vm.location}, and this Network Watcher is in ${location}.`);
  if (vm.powerState !== "running") throw refuse(`The target virtual machine is ${vm.powerState}.`);
  const network = networks.of(vm);
  checkInterface(body.targetNicResourceId, vm, network);
  return { vm, network, body };
}

function readBody(request: HttpRequest): JsonObject {
  try {
    const body = jsonBody(request);
    if (isJsonObject(body)) return body;
  } catch {
    // Refused like any other text.
  }
  throw armError.badRequest(
    "InvalidRequestContent",
    "The request content was invalid and could not be deserialized.",
  );
}

/** Required when the VM has several of which one forwards packets. */
function checkInterface(id: unknown, vm: Vm, { nics }: VmNetwork): void {
  const isNeeded = nics.length > 1 && nics.some(({ ipForwarding }) => ipForwarding);
  if (id === undefined || id === null) {
    if (isNeeded) throw refuse("'targetNicResourceId' is required: an interface of the target forwards IP.");
    return;
  }
  const ids = nics.map((nic) => idKey(interfaceId(vm, nic)));
  if (typeof id !== "string" || !ids.includes(idKey(id)))
    throw refuse("'targetNicResourceId' must be the id of a network interface of the target.");
}

/** The addresses are IPv4, and the local one is the target's. */
function readAddresses({ body, network }: Asked, localName: string, remoteName: string) {
  const read = (name: string): string => {
    const value = body[name];
    if (typeof value !== "string" || !isIPv4(value)) throw refuse(`'${name}' must be an IPv4 address.`);
    return value;
  };
  const [local, remote] = [read(localName), read(remoteName)];
  if (!network.nics.some(({ privateIp }) => privateIp === local))
    throw refuse(`'${localName}' is no address of the target's network interfaces.`);
  return { local, remote };
}

function verified(asked: Asked): Record<string, unknown> {
  const { access, rule } = verdictOf(asked.network, readFlow(asked));
  return { access, ruleName: toldName(rule) };
}

function readFlow(asked: Asked): NetworkFlow {
  const { direction, protocol, localPort, remotePort } = asked.body;
  if (direction !== "Inbound" && direction !== "Outbound")
    throw refuse("'direction' must be Inbound or Outbound.");
  if (protocol !== "TCP" && protocol !== "UDP") throw refuse("'protocol' must be TCP or UDP.");
  const { local, remote } = readAddresses(asked, "localIPAddress", "remoteIPAddress");
  return {
    direction,
    protocol,
    local: { address: local, port: readPort("localPort", localPort, direction === "Outbound") },
    remote: { address: remote, port: readPort("remotePort", remotePort, direction === "Inbound") },
  };
}

/** Of the port that a packet comes from, "*" stands for any. */
function readPort(name: string, value: unknown, isSource: boolean): number {
  if (value === "*" && isSource) return 0;
  if (typeof value !== "string" || !/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw refuse(`'${name}' must be a text with a port from 0 to 65535.`);
  return Number(value);
}

function hop(asked: Asked): Record<string, unknown> {
  const { remote } = readAddresses(asked, "sourceIPAddress", "destinationIPAddress");
  const { nextHopType, nextHopIp, source } = nextHopOf(asked.network, remote);
  return {
    nextHopType,
    ...(nextHopIp !== null && { nextHopIpAddress: nextHopIp }),
    routeTableId: source === "User" ? routeTableId(asked.vm) : "System Route",
  };
}

const routeTableId = (vm: Vm): string =>
  networkId(vm, "Microsoft.Network/routeTables", `${vmName(vm).toLowerCase()}-routes`);
