import { isAmong } from "./matchingBits.ts";
import type { Direction, NetworkRule, VmNetwork } from "./vmNetwork.ts";

interface FlowEnd {
  readonly address: string;
  readonly port: number;
}

/** A flow as the VM sees it; the direction is that of its first packet. */
export interface NetworkFlow {
  readonly direction: Direction;
  readonly protocol: "TCP" | "UDP";
  readonly local: FlowEnd;
  readonly remote: FlowEnd;
}

interface Verdict {
  readonly access: "Allow" | "Deny";
  /** The rule that decides. */
  readonly rule: NetworkRule;
}

/** The name of the one group of a VM without a group of its own. */
export const usualGroup = "default-nsg";

const defaults = [
  ["AllowVnetInBound", "Inbound", "Allow", 65_000, "VirtualNetwork", "VirtualNetwork"],
  ["AllowAzureLoadBalancerInBound", "Inbound", "Allow", 65_001, "AzureLoadBalancer", "*"],
  ["DenyAllInBound", "Inbound", "Deny", 65_500, "*", "*"],
  ["AllowVnetOutBound", "Outbound", "Allow", 65_000, "VirtualNetwork", "VirtualNetwork"],
  ["AllowInternetOutBound", "Outbound", "Allow", 65_001, "*", "Internet"],
  ["DenyAllOutBound", "Outbound", "Deny", 65_500, "*", "*"],
] as const;

/** The rules that every security group has. */
const defaultRules = (group: string): readonly NetworkRule[] =>
  defaults.map(([name, direction, access, priority, source, destination]) => ({
    ...{ name, kind: "default", group, direction, access, priority, protocol: "All" },
    ...{ sources: [source], destinations: [destination], ports: ["*"] },
  }));

interface RuleGroup {
  readonly name: string;
  /** In the order in which they are tried. */
  readonly rules: readonly NetworkRule[];
}

const byPriority = (one: NetworkRule, other: NetworkRule): number => one.priority - other.priority;

/** The admin rules of network managers, which are tried first. */
export const adminRules = ({ rules }: Pick<VmNetwork, "rules">): readonly NetworkRule[] =>
  rules.filter(({ kind }) => kind === "admin").toSorted(byPriority);

/** The security groups, each with its default rules, in the order in which inbound packets meet them. */
export function securityGroups({ rules }: Pick<VmNetwork, "rules">): readonly RuleGroup[] {
  const own = rules.filter(({ kind }) => kind === "nsg");
  const names = own.length === 0 ? [usualGroup] : [...new Set(own.map(({ group }) => group))];
  return names.map((name) => ({
    name,
    rules: [...own.filter(({ group }) => group === name).toSorted(byPriority), ...defaultRules(name)],
  }));
}

/** Which rule decides on a flow: admin rules first, then every group has to allow it. */
export function verdictOf(network: Pick<VmNetwork, "rules">, flow: NetworkFlow): Verdict {
  const admin = adminRules(network).find((rule) => matches(rule, flow));
  if (admin?.access === "Deny") return { access: "Deny", rule: admin };
  if (admin?.access === "AlwaysAllow") return { access: "Allow", rule: admin };
  const inOrder = securityGroups(network);
  const met = flow.direction === "Inbound" ? inOrder : inOrder.toReversed();
  const deciding = met.flatMap(({ rules }) => rules.find((rule) => matches(rule, flow)) ?? []);
  const rule = deciding.find(({ access }) => access === "Deny") ?? deciding.at(-1);
  if (rule === undefined) throw new Error("A security group has rules for every flow.");
  return { access: rule.access === "Deny" ? "Deny" : "Allow", rule };
}

function matches(rule: NetworkRule, { direction, protocol, local, remote }: NetworkFlow): boolean {
  const [from, to] = direction === "Outbound" ? [local, remote] : [remote, local];
  return (
    rule.direction === direction &&
    (rule.protocol === "All" || rule.protocol.toUpperCase() === protocol) &&
    rule.sources.some((text) => isAmong(text, from.address)) &&
    rule.destinations.some((text) => isAmong(text, to.address)) &&
    rule.ports.some((text) => hasPort(text, to.port))
  );
}

function hasPort(text: string, port: number): boolean {
  const [first = NaN, last = first] = text.split("-").map(Number);
  return text === "*" || (first <= port && port <= last);
}
