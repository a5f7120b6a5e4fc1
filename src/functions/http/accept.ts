import { causeOf, log } from "../../telemetry/log.ts";
import { BackendUnavailable, durableClient } from "../durableClient.ts";
import { unavailable } from "./problem.ts";
import { whatIf } from "./whatIf.ts";
import type { AlertRequest } from "../../durable/alertRequest.ts";
import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

/** An alert or a request that has been decided and is ready to start. */
export interface Acceptance {
  /** First part of the log event's name. */
  readonly kind: "alert" | "request";
  readonly instanceId: string;
  /** An identical request would get another id. */
  readonly isOneOff: boolean;
  readonly input: AlertRequest;
  /** The decision and its reason, in a sentence or two. */
  readonly detail: string;
  /** Additional members of the answer. */
  readonly members: Record<string, unknown>;
  /** Additional fields of the log event. */
  readonly logged: Record<string, unknown>;
}

/** Starts the orchestration, or for a dry run only returns the plan. */
export async function accept(
  request: HttpRequest,
  context: InvocationContext,
  acceptance: Acceptance,
  isWhatIf: boolean,
): Promise<HttpResponseInit> {
  const { kind, instanceId, logged, input } = acceptance;
  const fields = { ...logged, instanceId, vms: input.vmIds.length + (input.hostNames?.length ?? 0) };
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
  const detail = `${detailOf(outcome, acceptance)} Dry run; nothing was started.`;
  const plan = whatIf.plan(input, isOneOff ? null : instanceId);
  return { status: 200, jsonBody: { ...plan, outcome, detail, ...members } };
}

const detailOf = (outcome: "accepted" | "duplicate", { detail }: Acceptance): string =>
  outcome === "accepted" ? detail : `Already accepted; it is captured once. ${detail}`;
