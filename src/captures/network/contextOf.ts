import { isRefusal, type Refusal } from "../outcome/refusal.ts";
import { askedFlowText, type AskedFlow } from "./askedFlow.ts";
import { fitNetwork } from "./fitNetwork.ts";
import { actionOf, type NetworkAnswer, type NetworkQuestion } from "./networkQuestion.ts";
import { ownAddresses, type VmNetwork } from "./vmNetwork.ts";
import type { FlowVerdict, NetworkContext } from "./networkContext.ts";

/** A question and what came of it. */
export interface Asked {
  readonly question: NetworkQuestion;
  readonly answer: NetworkAnswer | Refusal;
}

/** What is told of a VM's network, of which nothing, or these questions, were asked. */
export function contextOf({ interfaces, remark }: VmNetwork, all: readonly Asked[] = []): NetworkContext {
  const own = ownAddresses({ interfaces });
  const outside = interfaces.flatMap(({ publicAddresses }) => publicAddresses);
  const answers = all.flatMap(({ answer }) => (isRefusal(answer) ? [] : answer));
  return fitNetwork({
    addresses: [...own, ...outside],
    interfaces: interfaces.map(({ name, privateAddresses, publicAddresses, ...facts }) => ({
      ...{ name, privateAddresses, publicAddresses },
      ...{ acceleratedNetworking: facts.acceleratedNetworking, ipForwarding: facts.ipForwarding },
    })),
    verdicts: verdictsOf(all),
    rules: answers.find((answer) => answer.kind === "rules")?.rules ?? null,
    routes: answers.find((answer) => answer.kind === "routes")?.routes ?? null,
    remark: [remark, remarkOn(all)].filter((part) => part !== null).join(" ") || null,
  });
}

/** One for each flow on which anything was answered. */
function verdictsOf(all: readonly Asked[]): FlowVerdict[] {
  const flows = new Map<string, { flow: AskedFlow; answers: NetworkAnswer[] }>();
  for (const { question, answer } of all) {
    if (!("flow" in question) || isRefusal(answer)) continue;
    const text = askedFlowText(question.flow);
    const known = flows.get(text) ?? { flow: question.flow, answers: [] };
    known.answers.push(answer);
    flows.set(text, known);
  }
  const inOrder = all.flatMap(({ question }) => ("flow" in question ? askedFlowText(question.flow) : []));
  return [...new Set(inOrder)].flatMap((text) => {
    const known = flows.get(text);
    return known === undefined ? [] : verdictOf(text, known.flow, known.answers);
  });
}

function verdictOf(text: string, flow: AskedFlow, answers: readonly NetworkAnswer[]): FlowVerdict {
  const access = answers.find((answer) => answer.kind === "access");
  const next = answers.find((answer) => answer.kind === "nextHop");
  const { about, direction } = flow;
  return {
    ...{ flow: text, about, direction, access: access?.access ?? null, rule: access?.rule ?? null },
    ...{ nextHop: next?.nextHop ?? null, at: access?.at ?? next?.at ?? "" },
  };
}

/** What was not answered: the missing actions by name, the other questions by their number. */
function remarkOn(all: readonly Asked[]): string | null {
  const refused = all.flatMap(({ question, answer }) =>
    isRefusal(answer) ? { kind: question.kind, code: answer.refused } : [],
  );
  const denied = refused.filter(({ code }) => code === "access-denied").map(({ kind }) => actionOf[kind]);
  const others = refused.filter(({ code }) => code !== "access-denied");
  const isThrottled = others.some(({ code }) => code === "throttled");
  const sentences = [
    ...(denied.length === 0 ? [] : [`The app's identity lacks ${[...new Set(denied)].join(", ")}.`]),
    ...(others.length === 0
      ? []
      : [
          `${others.length} of ${all.length} questions about the network were not answered${isThrottled ? "; Azure limits such calls" : ""}.`,
        ]),
  ];
  return sentences.join(" ") || null;
}
