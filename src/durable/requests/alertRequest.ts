import * as v from "valibot";
import { storedCriteria } from "../../captures/stored/storedCriteria.ts";
import { readRequest, requestSchemas } from "./requestSchemas.ts";
import type { Alert } from "../../alerts/alert.ts";
import type { Refusal } from "../../captures/outcome/refusal.ts";
import type { CaptureLimits } from "../../captures/plan/capturePlan.ts";
import type { Override } from "../../captures/plan/override.ts";
import type { LeftOut } from "../../captures/scaleSet/leftOut.ts";

/**
 * Input of captureOnAlert: an accepted alert or a request for a capture, and its VMs. How it is carried out
 * is the configuration's decision.
 */
export interface AlertRequest {
  /** 32 hex digits that identify what started the captures; their names derive from it. */
  readonly occurrence: string;
  /** When it was accepted, ISO 8601; absent in an orchestration that was started by hand. */
  readonly receivedAt?: string;
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** Who requested a capture on demand; null for an alert. */
  readonly requestedBy: string | null;
  /** Tells requests with one Idempotency-Key apart; absent for an alert and for a request without a key. */
  readonly requestDigest?: string;
  /** Limits that the alert rule asked for. */
  readonly overrides: readonly Override[];
  /** ARM ids of VMs and of scale sets, distinct. */
  readonly vmIds: readonly string[];
  /** The instances that the alert names, of scale sets among `vmIds`; all of a set that has no entry. */
  readonly instances?: readonly NamedInstances[];
  /** Computers that the alert gives only by name; distinct. */
  readonly hostNames?: readonly string[];
  /** Limits that are wanted; the app's own are in force where they are lower. */
  readonly limits: Partial<CaptureLimits>;
  /** Set by the orchestration itself: the names that it has looked up in vain. */
  readonly unresolved?: readonly UnresolvedHost[];
  /** Set by the orchestration itself: VMs that it does not capture, because there are too many. */
  readonly leftOut?: LeftOut;
  /** Set by the orchestration itself, when it continues under its own id with an empty history. */
  readonly progress?: AlertProgress;
}

/** Instances of one scale set. */
interface NamedInstances {
  readonly scaleSetId: string;
  /** As the scale set has them: "0", "17"; of a Flexible one the names of its VMs. */
  readonly ids: readonly string[];
}

/** A computer's name for which there is no VM, and why. */
interface UnresolvedHost {
  readonly hostName: string;
  readonly refusal: Refusal;
}

/** How far an alert with several VMs has come. Outcomes are read again from the VMs' orchestrations. */
interface AlertProgress {
  /** Whether the captures have been told to stop. */
  readonly stopped: boolean;
  /** When the captures were started, milliseconds since the epoch. */
  readonly begunAt: number;
  /** Why some of them may not have been started; null: all were. */
  readonly unstarted: Refusal | null;
  /** When the alert resolved, ISO 8601, where that is known. */
  readonly resolvedAt?: string;
}

/** One alert captures no more: see decide. */
const mostVms = 20;

const { text, id, occurrence, question, refusal, limits, time } = requestSchemas;

const alert: v.GenericSchema<unknown, Alert> = v.object({
  occurrence,
  alertId: v.nullable(id),
  rule: v.nullable(text(260)),
  severity: v.nullable(text(100)),
  firedAt: v.nullable(time),
  description: v.nullable(text(1000)),
  condition: v.nullable(text(500)),
  criteria: v.exactOptional(v.pipe(v.unknown(), v.transform(storedCriteria))),
  question,
});

const override: v.GenericSchema<unknown, Override> = v.object({
  name: v.picklist(["captureTimeLimitSeconds", "captureMaxBytes", "captureFilters"]),
  outcome: v.picklist(["applied", "limited", "ignored"]),
  detail: text(1000),
});

const targets = (what: string) =>
  v.pipe(
    v.array(id, `must be a list of ${what}`),
    v.maxLength(mostVms, `must have at most ${mostVms} ${what}`),
  );

const schema: v.GenericSchema<unknown, AlertRequest> = v.pipe(
  v.object({
    occurrence,
    receivedAt: v.exactOptional(time),
    alert: v.nullable(alert),
    requestedBy: v.nullable(text(256)),
    requestDigest: v.exactOptional(occurrence),
    overrides: v.pipe(v.array(override), v.maxLength(3)),
    vmIds: targets("ARM ids"),
    instances: v.exactOptional(
      v.pipe(
        v.array(v.object({ scaleSetId: id, ids: v.pipe(targets("instances"), v.minLength(1)) })),
        v.maxLength(mostVms),
      ),
    ),
    hostNames: v.exactOptional(targets("computers' names")),
    limits: v.optional(limits, {}),
    unresolved: v.exactOptional(v.array(v.object({ hostName: id, refusal }))),
    leftOut: v.exactOptional(
      v.object({ vms: v.number(), vmNames: v.pipe(v.array(text(80)), v.maxLength(5)) }),
    ),
    progress: v.exactOptional(
      v.object({
        stopped: v.boolean(),
        begunAt: v.pipe(v.number(), v.finite()),
        unstarted: v.nullable(refusal),
        resolvedAt: v.exactOptional(time),
      }),
    ),
  }),
  v.check(
    ({ vmIds, hostNames = [], unresolved = [] }) =>
      vmIds.length + hostNames.length + unresolved.length > 0 && vmIds.length + hostNames.length <= mostVms,
    `must name 1 to ${mostVms} VMs in vmIds and hostNames`,
  ),
  v.transform((request) => ({ ...request, vmIds: [...new Set(request.vmIds)] })),
);

/** Reads the input of captureOnAlert. @throws Error saying what was expected. */
export const readAlertRequest = (input: unknown): AlertRequest =>
  readRequest("captureOnAlert", schema, input);
