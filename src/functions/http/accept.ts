import { BackendUnavailable } from "../../durable/instances/backendUnavailable.ts";
import { orchestratorNames } from "../../durable/instances/orchestratorNames.ts";
import { causeOf, log } from "../../telemetry/log.ts";
import { durableClient } from "../durableClient.ts";
import { problem, unavailable } from "./problem.ts";
import type { AcceptedAnswer, AlertMembers } from "../../api/acceptedAnswer.ts";
import type { ArmedVm } from "../../api/armedVms.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";
import type { Azure } from "../../azure/azure.ts";
import type { CapturePlan } from "../../captures/plan/capturePlan.ts";
import type { Config } from "../../config.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { EventFields } from "../../telemetry/events.ts";
import type { StatusPlace } from "./statusLinks.ts";
import type { HttpResponseInit, InvocationContext } from "@azure/functions";

/** An alert or a request that has been decided and is ready to start. */
export interface Acceptance {
  /** First part of the log event's name. */
  readonly kind: "alert" | "request";
  readonly instanceId: string;
  /** An identical request would get another id. */
  readonly isOneOff: boolean;
  readonly input: AlertRequest;
  /** How it is carried out if the configuration stays as it is. */
  readonly plan: CapturePlan;
  /** The decision and its reason, in a sentence or two. */
  readonly detail: string;
  readonly members: AlertMembers;
  /** Additional fields of the log event. */
  readonly logged: Record<string, unknown>;
}

/** The app that accepts, and whether for a dry run. */
interface Acceptor {
  readonly isWhatIf: boolean;
  readonly config: StatusPlace & Pick<Config, "armed">;
  readonly azure: () => Promise<Azure>;
}

/** How long Durable asks a caller to wait before the first status query. */
const retryAfterSeconds = "10";

/**
 * Starts the orchestration and answers as Durable does, with the URLs of the instance; for a dry run only
 * returns the plan.
 */
export async function accept(
  context: InvocationContext,
  acceptance: Acceptance,
  { isWhatIf, config, azure }: Acceptor,
): Promise<HttpResponseInit> {
  const { kind, instanceId, input } = acceptance;
  const fields = loggedOf(acceptance);
  try {
    if (isWhatIf) {
      const rings = config.armed.length === 0 ? [] : await ringsOf(context, await azure());
      return await dryRun(context, acceptance, rings);
    }
    const client = durableClient(context);
    const outcome = await client.start({ name: orchestratorNames.captureOnAlert, instanceId, input });
    if (await isOther(client, acceptance)) return otherRequest(context, acceptance);
    log(context, `${kind}.${outcome}`, fields);
    const links = client.links(instanceId, config);
    const detail = detailOf(outcome, acceptance);
    const jsonBody: AcceptedAnswer = { ...links, outcome, detail, ...acceptance.members };
    const headers = { Location: links.statusQueryGetUri, "Retry-After": retryAfterSeconds };
    return { status: 202, headers, jsonBody };
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    log(context, `${kind}.unavailable`, { ...fields, cause: causeOf(error.cause) });
    return unavailable(error.message);
  }
}

const loggedOf = ({ logged, instanceId, input }: Acceptance): EventFields => ({
  ...logged,
  instanceId,
  vms: input.vmIds.length + (input.hostNames?.length ?? 0),
});

async function ringsOf(context: InvocationContext, azure: Azure): Promise<readonly ArmedVm[]> {
  const { previewedRings } = await import("../armed/previewedRings.ts");
  return previewedRings(context, azure);
}

async function dryRun(
  context: InvocationContext,
  acceptance: Acceptance,
  rings: readonly ArmedVm[],
): Promise<HttpResponseInit> {
  const { instanceId, isOneOff, input, members } = acceptance;
  const client = durableClient(context);
  if (await isOther(client, acceptance)) return otherRequest(context, acceptance);
  const isKnown = !isOneOff && (await client.read(instanceId)) !== null;
  const outcome = isKnown ? "duplicate" : "accepted";
  const detail = `${detailOf(outcome, acceptance)} Dry run; nothing was started.`;
  const { previewOf } = await import("./dryRun/previewOf.ts");
  const planned = previewOf(input, acceptance.plan, isOneOff ? null : instanceId, rings);
  const jsonBody: PreviewAnswer = { ...planned, outcome, detail, ...members };
  return { status: 200, jsonBody };
}

/**
 * Whether the instance was started by another request with the same Idempotency-Key. Also asked after a
 * start: of two requests at the same moment one has started it.
 */
async function isOther(
  client: ReturnType<typeof durableClient>,
  { instanceId, input: { requestDigest } }: Acceptance,
): Promise<boolean> {
  if (requestDigest === undefined) return false;
  const started = (await client.read(instanceId))?.input as Partial<AlertRequest> | null | undefined;
  return started?.requestDigest !== undefined && started.requestDigest !== requestDigest;
}

function otherRequest(context: InvocationContext, acceptance: Acceptance): HttpResponseInit {
  const { kind, instanceId } = acceptance;
  log(context, `${kind}.refused`, { ...loggedOf(acceptance), status: 409 });
  return problem(
    409,
    "The header Idempotency-Key was used for another request. Repeat that one, or use a new key.",
    { members: { field: "Idempotency-Key", id: instanceId } },
  );
}

function detailOf(outcome: "accepted" | "duplicate", { detail, plan }: Acceptance): string {
  if (outcome === "duplicate") return `Already accepted; it is captured once. ${detail}`;
  const { cooldownSeconds } = plan;
  return cooldownSeconds === 0
    ? detail
    : `${detail} CAPTURE_COOLDOWN_SECONDS is ${cooldownSeconds}: a VM whose last capture started within that time is skipped.`;
}
