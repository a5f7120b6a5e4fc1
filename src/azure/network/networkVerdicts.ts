import { armId } from "../../arm/armId.ts";
import { parseNetworkInterfaceId } from "../../arm/parseNetworkInterfaceId.ts";
import { calling, unreadableAnswer } from "../azureFault.ts";
import { laterAnswer, type RawAnswer } from "../wire/laterAnswer.ts";
import { fields, wordOf } from "./fields.ts";
import { readEffectiveRoutes } from "./readEffectiveRoutes.ts";
import { isAccess, readEffectiveRules, ruleWord } from "./readEffectiveRules.ts";
import type { EffectiveRoute } from "../../captures/network/decidingRoutes.ts";
import type { EffectiveRule } from "../../captures/network/decidingRules.ts";
import type { NextHop } from "../../captures/network/networkContext.ts";
import type { NetworkQuestion } from "../../captures/network/networkQuestion.ts";
import type { StatusQuery } from "../../captures/site/captureSession.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { ResourceManager } from "../resourceManager.ts";

/** What Azure has answered, whole. */
export type VerdictReply =
  | { readonly kind: "access"; readonly access: "Allow" | "Deny"; readonly rule: string | null }
  | { readonly kind: "nextHop"; readonly nextHop: NextHop }
  | { readonly kind: "rules"; readonly rules: readonly EffectiveRule[] }
  | { readonly kind: "routes"; readonly routes: readonly EffectiveRoute[] };

export interface NetworkVerdicts {
  /**
   * Asks which rule decides on a flow, where packets go next, or what is in force at an interface. The answer
   * may come later. IP flow verify is asked, and not networkConfigurationDiagnostic: its one answer names the
   * rule that decides, an admin rule of a network manager as well as one of a security group.
   * Action: Microsoft.Network/networkWatchers/ipFlowVerify/action.
   * Action: Microsoft.Network/networkWatchers/nextHop/action.
   * Action: Microsoft.Network/networkInterfaces/effectiveNetworkSecurityGroups/action.
   * Action: Microsoft.Network/networkInterfaces/effectiveRouteTable/action.
   */
  ask(watcher: Watcher, question: NetworkQuestion): Promise<VerdictReply | StatusQuery>;
  /** Asks for an answer that was to come later. Action: Microsoft.Network/locations/operationResults/read. */
  hear(question: NetworkQuestion, answerUrl: string): Promise<VerdictReply | StatusQuery>;
}

const operations: Readonly<Record<NetworkQuestion["kind"], string>> = {
  access: "Verify the IP flow",
  nextHop: "Ask for the next hop",
  rules: "Read the effective security rules",
  routes: "Read the effective routes",
};

export function createNetworkVerdicts(arm: ResourceManager): NetworkVerdicts {
  /** An answer elsewhere is refused at once, so that no later step, and no history, has its address. */
  const read = (question: NetworkQuestion, answer: RawAnswer | undefined): VerdictReply | StatusQuery => {
    const operation = operations[question.kind];
    const later = laterAnswer(operation, answer);
    if (later === null) return replyOf(operation, question, answer?.bodyAsText ?? "");
    arm.checkHost(later.answerUrl);
    return later;
  };
  return {
    ask: (watcher, question) =>
      calling(operations[question.kind], async () => {
        const first: { answer?: RawAnswer } = {};
        const onResponse = (response: RawAnswer) => {
          first.answer ??= response;
        };
        await begin(arm, watcher, question, { ...arm.signal(), onResponse });
        return read(question, first.answer);
      }),
    hear: (question, answerUrl) =>
      calling(operations[question.kind], async () => {
        const id = "flow" in question ? question.vmId : question.interfaceId;
        return read(question, await arm.follow(armId.subscriptionId(id), answerUrl));
      }),
  };
}

/** submitted() sends the POST; durable timers follow an answer that comes later. */
async function begin(
  arm: ResourceManager,
  { subscriptionId, resourceGroup, name: watcher }: Watcher,
  question: NetworkQuestion,
  options: { readonly abortSignal: AbortSignal; readonly onResponse: (response: RawAnswer) => void },
): Promise<void> {
  if (!("flow" in question)) {
    const parts = parseNetworkInterfaceId(question.interfaceId);
    if (parts === null) throw new Error(`Not the id of a network interface: ${question.interfaceId}`);
    const { networkInterfaces } = arm.network(parts.subscriptionId);
    await (
      question.kind === "rules"
        ? networkInterfaces.listEffectiveNetworkSecurityGroups(parts.resourceGroup, parts.name, options)
        : networkInterfaces.getEffectiveRouteTable(parts.resourceGroup, parts.name, options)
    ).submitted();
    return;
  }
  const { flow, vmId, interfaceId } = question;
  const { networkWatchers } = arm.network(subscriptionId);
  const at = {
    targetResourceId: vmId,
    ...(interfaceId !== null && { targetNicResourceId: interfaceId }),
  };
  if (question.kind === "nextHop") {
    const way = { sourceIPAddress: flow.localAddress, destinationIPAddress: flow.remoteAddress };
    await networkWatchers.getNextHop(resourceGroup, watcher, { ...at, ...way }, options).submitted();
    return;
  }
  const packet = {
    ...{ direction: flow.direction, protocol: flow.protocol },
    ...{ localIPAddress: flow.localAddress, localPort: String(flow.localPort) },
    ...{ remoteIPAddress: flow.remoteAddress, remotePort: String(flow.remotePort) },
  };
  await networkWatchers.verifyIPFlow(resourceGroup, watcher, { ...at, ...packet }, options).submitted();
}

/** @throws AzureFault when the body is no answer to the question */
function replyOf(operation: string, { kind }: NetworkQuestion, text: string): VerdictReply {
  const body = jsonOf(text);
  const reply = { access: accessOf, nextHop: nextHopOf, rules: rulesOf, routes: routesOf }[kind](body);
  if (reply === null) throw unreadableAnswer(operation);
  return reply;
}

function accessOf(body: unknown): VerdictReply | null {
  const { access, ruleName: rule } = fields(body);
  if (!isAccess(access)) return null;
  return { kind: "access", access, rule: typeof rule === "string" ? ruleWord(rule) || null : null };
}

function nextHopOf(body: unknown): VerdictReply | null {
  const { nextHopType: type, nextHopIpAddress: address, routeTableId: table } = fields(body);
  if (typeof type !== "string") return null;
  const isTable = typeof table === "string" && table.startsWith("/");
  return {
    kind: "nextHop",
    nextHop: {
      type: wordOf(type),
      address: typeof address === "string" ? wordOf(address) || null : null,
      routeTable: isTable ? wordOf(armId.name(table)) : null,
    },
  };
}

function rulesOf(body: unknown): VerdictReply | null {
  const rules = readEffectiveRules(body);
  return rules === null ? null : { kind: "rules", rules };
}

function routesOf(body: unknown): VerdictReply | null {
  const routes = readEffectiveRoutes(body);
  return routes === null ? null : { kind: "routes", routes };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
