import type { HttpHandler, HttpRequest, InvocationContext } from "@azure/functions";
import { decide } from "../alerts/decide.ts";
import { readJson } from "../alerts/readJson.ts";
import type { AlertRequest } from "../captures/request.ts";
import type { Config } from "../config.ts";
import { BackendUnavailable, checkStatus, startOnce } from "./instances.ts";
import { problem, unavailable } from "./problem.ts";

/** 256 KiB, the most that Azure Monitor sends in the common schema, and a margin. */
const largestBody = 272 * 1024;

/**
 * POST /api/alerts: decides what the alert asks for and starts its orchestration. No call to Azure is made here: an
 * action group waits ten seconds, and a cold start has used some of them.
 */
export const alerts =
  (config: Config): HttpHandler =>
  async (request, context) => {
    if (Number(request.headers.get("content-length") ?? 0) > largestBody) return tooLarge;
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > largestBody) return tooLarge;
    const json = readJson(bytes);
    if (!json.ok) return problem(400, json.detail);
    const decision = decide(json.value, { allowedScopes: config.allowedScopes });
    if (decision.kind === "invalid") return problem(400, decision.detail);
    if (decision.kind === "ignored") {
      const { reason, detail } = decision;
      log(context, "alert.ignored", { reason });
      return { status: 200, jsonBody: { outcome: "ignored", reason, detail } };
    }
    const { alert, targets, ignoredTargets } = decision;
    const input: AlertRequest = { alert, vmIds: targets.map(({ id }) => id), plan: planOf(config) };
    return accept(request, context, input, ignoredTargets.length > 0 ? { ignoredTargets } : {});
  };

const tooLarge = problem(413, `An alert has at most ${largestBody} bytes.`);

const planOf = ({
  limits,
  namePrefix,
  sessionLimit,
  conflictPolicy,
  poll,
}: Config): AlertRequest["plan"] => ({
  limits,
  namePrefix,
  sessionLimit,
  conflictPolicy,
  poll,
});

async function accept(
  request: HttpRequest,
  context: InvocationContext,
  input: AlertRequest,
  members: Record<string, unknown>,
) {
  const instanceId = `alert-${input.alert.occurrence}`;
  try {
    const outcome = await startOnce(context, "captureOnAlert", instanceId, input);
    log(context, `alert.${outcome}`, { instanceId, vms: input.vmIds.length });
    return await checkStatus(context, request, instanceId, { outcome, ...members });
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    log(context, "alert.unavailable", { instanceId, cause: String(error.cause) });
    return unavailable(error.message);
  }
}

/** One structured line an event. Never the request's URL (it holds the function key) nor anything else of its body. */
const log = (context: InvocationContext, event: string, fields: Record<string, unknown>) => {
  context.info(JSON.stringify({ event, ...fields }));
};
