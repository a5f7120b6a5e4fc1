import { armId } from "../../arm/armId.ts";
import { isInScopes } from "../../arm/scopes.ts";
import { decidingRoutes } from "../../captures/network/decidingRoutes.ts";
import { decidingRules } from "../../captures/network/decidingRules.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { withinSeconds } from "./withinSeconds.ts";
import type { Azure } from "../../azure/azure.ts";
import type { VerdictReply } from "../../azure/network/networkVerdicts.ts";
import type { NetworkAnswer, NetworkQuestion } from "../../captures/network/networkQuestion.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

/** All questions together have a minute, and a later answer is asked for once more. */
const seconds = 20;

export const askNetwork =
  (
    { networkVerdicts }: Pick<Azure, "networkVerdicts">,
    { allowedScopes }: Pick<Config, "allowedScopes">,
  ): HandlerOf<typeof activities.askNetwork> =>
  async ({ watcher, question, answerUrl }, { now }) => {
    const id = "flow" in question ? question.vmId : question.interfaceId;
    // The input may be anybody's who has a management URL.
    if (!isInScopes(id, allowedScopes))
      return refuse("not-allowed", `${armId.name(id)} is outside ALLOWED_SCOPES.`);
    const reply = await withinSeconds(
      answerUrl === null ? networkVerdicts.ask(watcher, question) : networkVerdicts.hear(question, answerUrl),
      seconds,
    );
    return "answerUrl" in reply ? reply : answerOf(reply, question, now);
  };

/** Of all rules and routes, only what decides goes on into the history. */
function answerOf(reply: VerdictReply, question: NetworkQuestion, at: string): NetworkAnswer {
  const flows = "flow" in question ? [question.flow] : question.flows;
  if (reply.kind === "rules") return { kind: "rules", rules: decidingRules(reply.rules, flows), at };
  if (reply.kind === "routes") return { kind: "routes", routes: decidingRoutes(reply.routes, flows), at };
  return { ...reply, at };
}
