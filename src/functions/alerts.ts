import { decide } from "../alerts/decide.ts";
import { applyOverrides } from "../captures/plan/override.ts";
import { planOf } from "../captures/plan/planOf.ts";
import { namedInstances } from "../captures/scaleSet/namedInstances.ts";
import { instanceId } from "../durable/instances/instanceId.ts";
import { log } from "../telemetry/log.ts";
import { accept, type Acceptance } from "./http/accept.ts";
import { checkSecureWebhook } from "./http/checkSecureWebhook.ts";
import { whatIf } from "./http/dryRun/whatIf.ts";
import { ignored } from "./http/ignored.ts";
import { problem } from "./http/problem.ts";
import { readBody } from "./http/requestBody.ts";
import type { AlertDecision } from "../alerts/alert.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { HttpHandler, HttpResponseInit, InvocationContext } from "@azure/functions";

/**
 * POST /api/alerts: decides what to capture and starts the orchestration. It calls no Azure API: an action
 * group waits ten seconds, and a cold start uses some of them.
 */
export const alerts =
  (config: Config, azure: () => Promise<Azure>): HttpHandler =>
  async (request, context) => {
    const { secureWebhook, allowedScopes } = config;
    const refusal = secureWebhook === null ? null : checkSecureWebhook(request.headers, secureWebhook);
    if (refusal !== null) return invalid(context, refusal);
    const isWhatIf = whatIf.read(request.query);
    if (isWhatIf === null) return invalid(context, whatIf.wrong);
    const body = await readBody(request);
    if (!body.ok) return invalid(context, body.answer);
    const decision = decide(body.value, { allowedScopes, resolvesHostNames: config.hostNameScopes !== null });
    if (decision.kind === "invalid") return invalid(context, problem(400, decision.detail));
    if (decision.kind === "capture")
      return accept(context, acceptanceOf(decision, config), { isWhatIf, config, azure });
    const { family, occurrence, reason, detail, resolution } = decision;
    log(context, "alert.ignored", { family, occurrence, reason });
    if (resolution === undefined || config.onResolved === "ignore") return ignored(reason, detail, isWhatIf);
    const { tellResolved } = await import("./resolved/tellResolved.ts");
    return tellResolved(context, { resolution, detail }, { isWhatIf, stops: config.onResolved === "stop" });
  };

function invalid(context: InvocationContext, answer: HttpResponseInit): HttpResponseInit {
  log(context, "alert.refused", { status: answer.status });
  return answer;
}

type Captured = Extract<AlertDecision, { kind: "capture" }>;

function acceptanceOf(decision: Captured, config: Config): Acceptance {
  const { family, alert, targets, hostNames, ignoredTargets, customProperties, detail } = decision;
  const { occurrence, alertId } = alert;
  const { limits, overrides } = applyOverrides(config.limits, customProperties);
  const vmIds = targets.map(({ id }) => id);
  const instances = namedInstances(targets);
  return {
    kind: "alert",
    plan: planOf(config, limits),
    instanceId: instanceId.ofAlert(occurrence),
    isOneOff: false,
    input: {
      occurrence,
      alert,
      requestedBy: null,
      overrides,
      vmIds,
      ...(instances.length > 0 && { instances }),
      ...(hostNames.length > 0 && { hostNames }),
      receivedAt: new Date().toISOString(),
      limits,
    },
    detail,
    members: {
      ...(ignoredTargets.length > 0 && { ignoredTargets }),
      ...(overrides.length > 0 && { overrides }),
    },
    logged: { family, occurrence, alertId },
  };
}
