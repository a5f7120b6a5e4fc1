import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import type { AlertRequest } from "../../durable/alertRequest.ts";
import { BackendUnavailable } from "../durableClient.ts";
import { readInstance } from "../instanceStatus.ts";
import { checkStatus, startOnce } from "../instances.ts";
import { causeOf, log } from "../../telemetry/log.ts";
import { unavailable } from "./problem.ts";
import { planAnswer } from "./whatIf.ts";

/** What an alert or somebody asks for, decided and ready to be started. */
export interface Acceptance {
  /** First word of the log's events. */
  readonly kind: "alert" | "request";
  readonly instanceId: string;
  /** The next request of the same words has another id. */
  readonly isOneOff: boolean;
  readonly input: AlertRequest;
  /** What was decided and why, in a sentence or two. */
  readonly detail: string;
  /** More members of the answer. */
  readonly members: Record<string, unknown>;
  /** More fields of the log's line. */
  readonly logged: Record<string, unknown>;
}

/** Starts the orchestration of what was accepted, or with `whatIf` tells the plan alone. */
export async function accept(
  request: HttpRequest,
  context: InvocationContext,
  acceptance: Acceptance,
  whatIf: boolean,
): Promise<HttpResponseInit> {
  const { kind, instanceId, logged, input } = acceptance;
  const fields = { ...logged, instanceId, vms: input.vmIds.length };
  try {
    if (whatIf) return await tell(context, acceptance);
    const outcome = await startOnce(context, "captureOnAlert", instanceId, input);
    log(context, `${kind}.${outcome}`, fields);
    return await checkStatus(context, request, instanceId, {
      outcome,
      detail: detailOf(outcome, acceptance),
      ...acceptance.members,
    });
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    log(context, `${kind}.unavailable`, { ...fields, cause: causeOf(error.cause) });
    return unavailable(error.message);
  }
}

async function tell(context: InvocationContext, acceptance: Acceptance): Promise<HttpResponseInit> {
  const { instanceId, isOneOff, input, members } = acceptance;
  const isKnown = !isOneOff && (await readInstance(context, instanceId)) !== null;
  const outcome = isKnown ? "duplicate" : "accepted";
  const detail = `${detailOf(outcome, acceptance)} This is the plan alone; nothing was started.`;
  const plan = planAnswer(input, isOneOff ? null : instanceId);
  return { status: 200, jsonBody: { ...plan, outcome, detail, ...members } };
}

const detailOf = (outcome: "accepted" | "duplicate", { detail }: Acceptance): string =>
  outcome === "accepted" ? detail : `This was accepted before, and is captured once. ${detail}`;
