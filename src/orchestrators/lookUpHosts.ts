import { isRefusal } from "../captures/outcome/refusal.ts";
import { activities } from "../durable/activities.ts";
import { call, type CallBounds } from "../durable/call.ts";
import { enterPhase } from "./enterPhase.ts";
import type { AlertRequest } from "../durable/requests/alertRequest.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Looks up the computers that an alert gives only by name. The request then names the VMs that were found,
 * and the reason for each name that is no VM's. Other requests are returned as they are, without a step.
 */
export function* lookUpHosts(
  context: OrchestrationContext,
  request: AlertRequest,
  bounds: CallBounds,
): Generator<Task, AlertRequest, unknown> {
  const { hostNames = [] } = request;
  if (hostNames.length === 0) return request;
  enterPhase(context, { phase: "resolving" });
  const answer = yield* call(context, activities.resolveHostNames, { hostNames }, bounds);
  const matches = isRefusal(answer) ? hostNames.map(() => answer) : answer.matches;
  const found = matches.flatMap((match) => (isRefusal(match) ? [] : match.vmId));
  const unresolved = matches.flatMap((match, index) =>
    isRefusal(match) ? { hostName: hostNames[index] ?? "", refusal: match } : [],
  );
  // Two names may be one VM's.
  return { ...request, vmIds: [...new Set([...request.vmIds, ...found])], hostNames: [], unresolved };
}
