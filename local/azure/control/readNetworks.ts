import { ipv4Number, isPrefix, matchingBits, serviceTags } from "../../traffic/network/matchingBits.ts";
import { usualGroup } from "../../traffic/network/verdictOf.ts";
import {
  nextHopTypes,
  vnetPrefix,
  type NetworkRoute,
  type NetworkRule,
  type RuleProtocol,
  type VmInterface,
  type VmNetwork,
} from "../../traffic/network/vmNetwork.ts";
import { idKey } from "../arm/resourceId.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { openRule, usualInterface, type GivenNetwork } from "../network/networks.ts";
import { ControlError } from "./controlError.ts";
import type { Vm } from "../arm/virtualMachines/vm.ts";
import type { Vms } from "../arm/virtualMachines/vms.ts";

const most = { rules: 100, routes: 100, nics: 8, groups: 2 };

/** Reads the networks that replace those of all VMs. @throws ControlError 400 */
export function readNetworks(value: unknown, vms: Vms): readonly GivenNetwork[] {
  if (!Array.isArray(value)) throw new ControlError(400, "The body must be an array of networks.");
  const networks = value.map((item, index) => within(`Network ${index}`, () => readNetwork(item, vms)));
  if (new Set(networks.map(({ vmId }) => idKey(vmId))).size < networks.length)
    throw refuse("a VM has one network.");
  return networks;
}

/** The networks in the form in which they are given. */
export const shownNetworks = (networks: readonly GivenNetwork[]): readonly Record<string, unknown>[] =>
  networks.map(({ vmId, network: { rules, routes, nics, answersAfterSeconds } }) => ({
    vmId,
    rules: rules.map(({ sources, destinations, ports, ...rule }) => ({
      ...rule,
      ...{ source: sources, destination: destinations, port: ports },
    })),
    routes,
    nics,
    ...(answersAfterSeconds !== null && { answersAfterSeconds }),
  }));

const refuse = (problem: string): ControlError => new ControlError(400, problem);

function within<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ControlError) throw refuse(`${what}: ${error.message}`);
    throw error;
  }
}

function readNetwork(value: unknown, vms: Vms): GivenNetwork {
  if (!isJsonObject(value)) throw refuse("it must be an object.");
  const { vmId, rules, routes = [], nics, answersAfterSeconds = null } = value;
  const vm = typeof vmId === "string" ? vms.find(vmId) : null;
  if (vm === null) throw refuse('"vmId" must be the ARM id of a VM that exists.');
  if (!isSeconds(answersAfterSeconds))
    throw refuse('"answersAfterSeconds" must be a whole number of seconds.');
  const network: VmNetwork = {
    rules: rules === undefined ? [openRule] : listOf("rules", rules, readRule),
    routes: listOf("routes", routes, readRoute),
    nics: nics === undefined ? [usualInterface(vm)] : readInterfaces(nics, vm),
    answersAfterSeconds,
  };
  const groups = new Set(network.rules.flatMap(({ kind, group }) => (kind === "nsg" ? group : [])));
  if (groups.size > most.groups) throw refuse("there are two security groups at most: subnet and interface.");
  return { vmId: vm.id, network };
}

const isSeconds = (value: unknown): value is number | null =>
  value === null || (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 3_600);

function listOf<T>(
  name: "rules" | "routes" | "nics",
  value: unknown,
  read: (item: JsonObject, index: number) => T,
): readonly T[] {
  if (!Array.isArray(value) || value.length > most[name])
    throw refuse(`"${name}" must be an array of at most ${most[name]}.`);
  return value.map((item: unknown, index) =>
    within(`${name}[${index}]`, () => {
      if (!isJsonObject(item)) throw refuse("it must be an object.");
      return read(item, index);
    }),
  );
}

const protocols: Readonly<Record<string, RuleProtocol>> = {
  ...{ tcp: "Tcp", udp: "Udp", icmp: "Icmp" },
  ...{ "*": "All", any: "All", all: "All" },
};

function readRule(item: JsonObject): NetworkRule {
  const { name, direction, access, priority, protocol = "*", source = "*", destination = "*" } = item;
  const { port = "*", kind = "nsg" } = item;
  const { group = kind === "admin" ? "admin-rules" : usualGroup } = item;
  if (!isName(name)) throw refuse('"name" must be the name of a rule.');
  if (kind !== "nsg" && kind !== "admin") throw refuse('"kind" must be "nsg" or "admin".');
  if (!isName(group)) throw refuse('"group" must be the name of a security group.');
  if (direction !== "Inbound" && direction !== "Outbound")
    throw refuse('"direction" must be "Inbound" or "Outbound".');
  if (access !== "Allow" && access !== "Deny" && (access !== "AlwaysAllow" || kind !== "admin"))
    throw refuse('"access" must be "Allow" or "Deny", or "AlwaysAllow" of an admin rule.');
  const highest = 4_096;
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < 1 || priority > highest)
    throw refuse(`"priority" must be a whole number from 1 to ${highest}.`);
  const known = typeof protocol === "string" ? protocols[protocol.toLowerCase()] : undefined;
  if (known === undefined) throw refuse('"protocol" must be "Tcp", "Udp", "Icmp" or "*".');
  return {
    ...{ name, kind, group, direction, access, priority, protocol: known },
    sources: readAddresses("source", source),
    destinations: readAddresses("destination", destination),
    ports: readPorts(port),
  };
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && /^\w[\w.-]{0,79}$/.test(value);

/** Texts of one value or of a list of them; "Any" is "*". */
function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.flatMap((one) =>
    typeof one === "string" || typeof one === "number" ? String(one) : [],
  );
  return texts.length < list.length ? [] : texts.map((text) => (/^any$/i.test(text) ? "*" : text));
}

function readAddresses(name: string, value: unknown): readonly string[] {
  const texts = textsOf(value);
  if (
    texts.length > 0 &&
    texts.every((text) => text === "*" || isPrefix(text) || Object.hasOwn(serviceTags, text))
  )
    return texts;
  const tags = Object.keys(serviceTags).join(", ");
  throw refuse(`"${name}" must be an IPv4 prefix or address, "*", one of ${tags}, or an array of those.`);
}

function readPorts(value: unknown): readonly string[] {
  const isPorts = (text: string) => {
    const [first = NaN, last = first, ...more] = text.split("-").map(Number);
    return /^[\d-]+$/.test(text) && first <= last && last <= 65_535 && more.length === 0;
  };
  const texts = textsOf(value);
  if (texts.length > 0 && texts.every((text) => text === "*" || isPorts(text))) return texts;
  throw refuse('"port" must be a port, a range of ports ("8000-8100"), "*", or an array of those.');
}

function readRoute({ prefix, nextHopType, nextHopIp = null }: JsonObject): NetworkRoute {
  if (typeof prefix !== "string" || !prefix.includes("/") || !isPrefix(prefix))
    throw refuse('"prefix" must be an IPv4 prefix such as "10.1.0.0/16".');
  const type = nextHopTypes.find((known) => known === nextHopType);
  if (type === undefined) throw refuse(`"nextHopType" must be one of ${nextHopTypes.join(", ")}.`);
  const isAppliance = type === "VirtualAppliance";
  if (isAppliance !== (typeof nextHopIp === "string" && ipv4Number(nextHopIp) !== null))
    throw refuse('"nextHopIp" must be the IPv4 address of a VirtualAppliance, and no other has one.');
  return { prefix, nextHopType: type, nextHopIp: isAppliance ? String(nextHopIp) : null };
}

function readInterfaces(value: unknown, vm: Vm): readonly VmInterface[] {
  const nics = listOf("nics", value, (item, index) => readInterface(item, index, vm));
  if (nics.length === 0) throw refuse('"nics" must have one at least.');
  for (const member of ["name", "privateIp"] as const)
    if (new Set(nics.map((nic) => nic[member].toLowerCase())).size < nics.length)
      throw refuse(`two of "nics" have the same "${member}".`);
  return nics;
}

function readInterface(item: JsonObject, index: number, vm: Vm): VmInterface {
  const usual = usualInterface(vm);
  const { name = `${usual.name}${index === 0 ? "" : index + 1}`, publicIp = null } = item;
  const { privateIp = index === 0 ? usual.privateIp : null, resourceGroup = null } = item;
  const { acceleratedNetworking = false, ipForwarding = false } = item;
  if (!isName(name)) throw refuse('"name" must be the name of a network interface.');
  if (typeof privateIp !== "string" || matchingBits(vnetPrefix, privateIp) === null)
    throw refuse(`"privateIp" must be an address in ${vnetPrefix}.`);
  if (publicIp !== null && (typeof publicIp !== "string" || ipv4Number(publicIp) === null))
    throw refuse('"publicIp" must be an IPv4 address.');
  if (resourceGroup !== null && !isName(resourceGroup))
    throw refuse('"resourceGroup" must be the name of a resource group.');
  if (typeof acceleratedNetworking !== "boolean" || typeof ipForwarding !== "boolean")
    throw refuse('"acceleratedNetworking" and "ipForwarding" must be true or false.');
  return { name, resourceGroup, privateIp, publicIp, acceleratedNetworking, ipForwarding };
}
