import { createHash, randomUUID } from "node:crypto";
import { capturedIds, machineOf, type Machine } from "../alerts/targets/machine.ts";
import { classify } from "../alerts/targets/target.ts";
import { machineText } from "../alerts/text/acceptedBecause.ts";
import { ignoredBecause } from "../alerts/text/ignoredBecause.ts";
import { armId } from "../arm/armId.ts";
import { planOf } from "../captures/plan/planOf.ts";
import { readOnDemand, type OnDemandReading } from "../captures/plan/readOnDemand.ts";
import { namedInstances } from "../captures/scaleSet/namedInstances.ts";
import { instanceId } from "../durable/instances/instanceId.ts";
import { log } from "../telemetry/log.ts";
import { accept, type Acceptance } from "./http/accept.ts";
import { checkSignIn } from "./http/checkSignIn.ts";
import { whatIf } from "./http/dryRun/whatIf.ts";
import { ignored } from "./http/ignored.ts";
import { principal } from "./http/principal.ts";
import { problem } from "./http/problem.ts";
import { readBody } from "./http/requestBody.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

/** POST /api/captures: a capture on demand, with the same answers as for an alert. */
export const captureOnDemand =
  (config: Config, azure: () => Promise<Azure>): HttpHandler =>
  async (request, context) => {
    const { requiredSignIn } = config;
    const refusal = requiredSignIn === null ? null : checkSignIn(request.headers, requiredSignIn);
    if (refusal !== null) return closed(context, refusal);
    const isWhatIf = whatIf.read(request.query);
    if (isWhatIf === null) return whatIf.wrong;
    const key = request.headers.get("idempotency-key");
    if (key !== null && !/^[\x20-\x7e]{1,255}$/.test(key))
      return wrongField("Idempotency-Key", "The header Idempotency-Key has 1 to 255 characters of ASCII.");
    const body = await readBody(request);
    if (!body.ok) return body.answer;
    const reading = readOnDemand(body.value, config.limits);
    if (!reading.ok) return wrongField(reading.field, reading.detail);
    const target = classify(reading.vmId, null, config.allowedScopes);
    if (target.kind !== "ignored")
      return accept(context, acceptanceOf(request, config, reading, machineOf(target), key), {
        ...{ isWhatIf, config, azure },
      });
    const { reason, text } = target;
    const detail = ignoredBecause(reason, text);
    if (reason !== "not-allowed" && reason !== "unsupported-target") return wrongField("vmId", detail);
    log(context, "request.ignored", { reason });
    return ignored(reason, detail, isWhatIf);
  };

function closed(context: InvocationContext, answer: HttpResponseInit): HttpResponseInit {
  log(context, "signIn.refused", { status: answer.status });
  return answer;
}

const wrongField = (field: string | null, detail: string): HttpResponseInit =>
  problem(400, detail, field === null ? {} : { members: { field } });

type Reading = Extract<OnDemandReading, { ok: true }>;

function acceptanceOf(
  request: HttpRequest,
  config: Config,
  { asked, limits }: Reading,
  machine: Machine,
  key: string | null,
): Acceptance {
  const occurrence = key === null ? randomUUID().replaceAll("-", "") : digestOf(["key", key]);
  const requestedBy = callerOf(request, config);
  const instances = namedInstances([machine]);
  return {
    kind: "request",
    plan: planOf(config, limits),
    instanceId: instanceId.ofRequest(occurrence),
    isOneOff: key === null,
    input: {
      occurrence,
      alert: null,
      requestedBy,
      ...(key !== null && { requestDigest: digestOf([...capturedIds(machine).map(armId.folded), asked]) }),
      overrides: [],
      vmIds: [machine.id],
      ...(instances.length > 0 && { instances }),
      receivedAt: new Date().toISOString(),
      limits,
    },
    detail: `A capture on ${machineText(machine)} was requested, of at most ${limits.timeLimitSeconds} seconds.`,
    members: {},
    logged: {},
  };
}

/** 32 hex digits. A key alone identifies a request: what it asks for has a digest of its own. */
const digestOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/**
 * The caller's name from App Service Authentication. Without it anyone could send its headers, so only the
 * key counts.
 */
const callerOf = ({ headers }: HttpRequest, { platformAuthentication }: Config): string =>
  (platformAuthentication ? principal.nameIn(headers) : null) ?? "function key";
