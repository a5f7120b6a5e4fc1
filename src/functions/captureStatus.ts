import { instanceId } from "../durable/instances/instanceId.ts";
import { hasEndedInstance, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { durableClient } from "./durableClient.ts";
import { problem } from "./http/problem.ts";
import { queryParameters } from "./http/queryParameters.ts";
import { withBackend } from "./http/withBackend.ts";
import { flagDefaults, statusFlags, type StatusFlag } from "./statusFlags.ts";
import type { AlertOutcome } from "../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { Phase } from "../captures/progress/phase.ts";
import type { Config } from "../config.ts";
import type { HttpHandler } from "@azure/functions";

/** How long Durable asks a caller to wait between two queries. */
const retryAfterSeconds = "5";

/**
 * GET /api/captures/{id}/status: answers as a status query of the Durable extension does, but a function key
 * opens it, and only the app's own orchestrations are found. The history stays with Durable's own URL.
 */
export const captureStatus = ({ appOrigin }: Config): HttpHandler =>
  withBackend(async ({ params, query }, context) => {
    const asked = readFlags(query);
    if (typeof asked === "string")
      return queryParameters.wrong(asked, `The parameter ${asked} is "true" or "false".`);
    const id = params.id ?? "";
    const client = durableClient(context);
    const isOurs = instanceId.parse(id).occurrence !== undefined || instanceId.isDigest(id);
    const instance = isOurs ? await client.read(id) : null;
    if (instance === null) return problem(404, "There is no capture with this id.");
    const jsonBody = statusOf(instance, asked.showInput);
    if (!hasEndedInstance(instance)) {
      const { statusQueryGetUri } = client.links(id, { statusUrls: "app", appOrigin });
      const Location = statusQueryGetUri + queryOf(asked);
      return { status: 202, headers: { Location, "Retry-After": retryAfterSeconds }, jsonBody };
    }
    const isError = instance.runtimeStatus === "Failed" && asked.returnInternalServerErrorOnFailure;
    return { status: isError ? 500 : 200, jsonBody };
  });

/** The flags, or the name of one whose value is neither "true" nor "false". */
function readFlags(query: URLSearchParams): Readonly<Record<StatusFlag, boolean>> | StatusFlag {
  const read = { ...flagDefaults };
  for (const name of statusFlags) {
    const text = queryParameters.read(query, name)?.toLowerCase() ?? String(flagDefaults[name]);
    if (text !== "true" && text !== "false") return name;
    read[name] = text === "true";
  }
  return read;
}

/** The flags again, for the next query. The caller's query itself may hold a key. */
function queryOf(asked: Readonly<Record<StatusFlag, boolean>>): string {
  const changed = statusFlags.filter((name) => asked[name] !== flagDefaults[name]);
  const pairs = changed.map((name) => `${name}=${String(asked[name])}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** A status query's answer. */
export interface CaptureStatusAnswer {
  /** Name of the orchestrator. */
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus:
    | "Pending"
    | "Running"
    | "Suspended"
    | "ContinuedAsNew"
    | "Completed"
    | "Failed"
    | "Terminated"
    | "Canceled";
  /** The decided alert or request, or one of its VMs; null with `showInput=false`. */
  readonly input: unknown;
  readonly customStatus: Phase | null;
  /** The outcome; a text when the orchestration failed or was terminated; null until the end. */
  readonly output: AlertOutcome | CaptureOutcome | string | null;
  /** ISO 8601, to the second. */
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
}

/** Durable's members in its order. */
const statusOf = (instance: InstanceStatus, showInput: boolean): CaptureStatusAnswer => ({
  name: instance.name,
  instanceId: instance.instanceId,
  runtimeStatus: instance.runtimeStatus as CaptureStatusAnswer["runtimeStatus"],
  input: showInput ? (instance.input ?? null) : null,
  customStatus: (instance.customStatus as CaptureStatusAnswer["customStatus"] | undefined) ?? null,
  output: (instance.output as CaptureStatusAnswer["output"] | undefined) ?? null,
  createdTime: toTheSecond(instance.createdTime),
  lastUpdatedTime: toTheSecond(instance.lastUpdatedTime),
});

/** As Durable writes times. */
const toTheSecond = (time: string | Date): string => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
