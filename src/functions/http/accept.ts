import { causeOf, log } from "../../telemetry/log.ts";
import { BackendUnavailable, durableClient } from "../durableClient.ts";
import { unavailable } from "./problem.ts";
import { whatIf } from "./whatIf.ts";
import type { AlertRequest } from "../../durable/alertRequest.ts";
import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

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
  isWhatIf: boolean,
): Promise<HttpResponseInit> {
  const { kind, instanceId, logged, input } = acceptance;
  const fields = { ...logged, instanceId, vms: input.vmIds.length };
  try {
    if (isWhatIf) return await planned(context, acceptance);
    const client = durableClient(context);
    const outcome = await client.start(instanceId, input);
    log(context, `${kind}.${outcome}`, fields);
    return await client.checkStatus(request, instanceId, {
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

async function planned(context: InvocationContext, acceptance: Acceptance): Promise<HttpResponseInit> {
  const { instanceId, isOneOff, input, members } = acceptance;
  const isKnown = !isOneOff && (await durableClient(context).read(instanceId)) !== null;
  const outcome = isKnown ? "duplicate" : "accepted";
  const detail = `${detailOf(outcome, acceptance)} This is the plan alone; nothing was started.`;
  const plan = whatIf.plan(input, isOneOff ? null : instanceId);
  return { status: 200, jsonBody: { ...plan, outcome, detail, ...members } };
}

const detailOf = (outcome: "accepted" | "duplicate", { detail }: Acceptance): string =>
  outcome === "accepted" ? detail : `This was accepted before, and is captured once. ${detail}`;
