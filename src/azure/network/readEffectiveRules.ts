import { armId } from "../../arm/armId.ts";
import { fields, items, texts, wordOf } from "./fields.ts";
import type { EffectiveRule } from "../../captures/network/decidingRules.ts";

/** Far more than Azure lets an interface have. */
const mostRules = 5000;

/**
 * Reads the rules in an answer of effectiveNetworkSecurityGroups; null when it is none. What lacks a name, an
 * access or a direction is left out.
 */
export function readEffectiveRules(body: unknown): readonly EffectiveRule[] | null {
  const groups = items(fields(body).value);
  return groups === null
    ? null
    : groups
        .flatMap((group) => {
          const name = groupOf(fields(group));
          return (items(fields(group).effectiveSecurityRules) ?? []).flatMap((rule) => toRule(rule, name));
        })
        .slice(0, mostRules);
}

/** A network manager's own configuration, or the security group. */
function groupOf({ association, networkSecurityGroup }: Readonly<Record<string, unknown>>): string | null {
  const id = fields(fields(association).networkManager).id ?? fields(networkSecurityGroup).id;
  return typeof id === "string" ? wordOf(armId.name(id)) : null;
}

function toRule(value: unknown, group: string | null): EffectiveRule | [] {
  const rule = fields(value);
  const { name, direction, priority, protocol } = rule;
  // Of an admin rule that no security group can overrule.
  const access = rule.access === "AlwaysAllow" ? "Allow" : rule.access;
  if (typeof name !== "string" || !isAccess(access) || !isDirection(direction)) return [];
  const end = (side: "source" | "destination", expanded: string) => ({
    prefixes: [
      ...texts(rule[expanded]),
      ...texts(rule[`${side}AddressPrefixes`]),
      ...texts(rule[`${side}AddressPrefix`]),
    ],
    ports: [...texts(rule[`${side}PortRanges`]), ...texts(rule[`${side}PortRange`])],
  });
  return {
    name: ruleWord(name),
    group,
    access,
    direction,
    priority: typeof priority === "number" ? priority : null,
    protocol: typeof protocol === "string" ? protocol : "",
    sources: end("source", "expandedSourceAddressPrefix"),
    destinations: end("destination", "expandedDestinationAddressPrefix"),
  };
}

export const isAccess = (value: unknown): value is "Allow" | "Deny" => value === "Allow" || value === "Deny";

const isDirection = (value: unknown): value is "Inbound" | "Outbound" =>
  value === "Inbound" || value === "Outbound";

/** "DenyAllInBound" of "defaultSecurityRules/DenyAllInBound". */
export const ruleWord = (text: string): string => wordOf(text.replace(/^\w*[rR]ules\//, ""));
