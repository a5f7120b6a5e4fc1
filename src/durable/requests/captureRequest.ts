import * as v from "valibot";
import { wholeNumber } from "../../captures/plan/limitSchemas.ts";
import { readRequest, requestSchemas } from "./requestSchemas.ts";
import type { CaptureLimits } from "../../captures/plan/capturePlan.ts";
import type { AlertMoment } from "../../pcap/before/alertMoment.ts";
import type { Question } from "../../pcap/summary/captureSummary.ts";

/** Input of capturePackets: one VM of an alert. */
export interface CaptureRequest {
  /** ARM id of a VM or of a scale set. */
  readonly vmId: string;
  /** Of a scale set: the instances that the alert names; absent: all. */
  readonly instanceIds?: readonly string[];
  readonly occurrence: string;
  /** Limits that are wanted; the app's own are in force where they are lower. */
  readonly limits: Partial<CaptureLimits>;
  readonly analysis: AnalysisRequest;
  /** When its alert began, milliseconds since the epoch. */
  readonly begunAt?: number;
  /** Absent in an orchestration that was started by hand. */
  readonly origin?: RequestOrigin;
}

/**
 * The alert or request that a capture belongs to. Most is absent in an orchestration that was started by
 * hand.
 */
export interface RequestOrigin {
  /** The alert rule; null for a capture on demand. */
  readonly rule: string | null;
  /** When it was accepted, ISO 8601. */
  readonly receivedAt?: string;
  readonly severity?: string | null;
  /** When the alert fired, ISO 8601. */
  readonly firedAt?: string | null;
  /** Who requested a capture on demand; null for an alert. */
  readonly requestedBy?: string | null;
  /** Whether it is a request, not an alert. */
  readonly isOnDemand?: boolean;
  /** How many VMs it has. */
  readonly vms?: number;
}

/** Options of the analysis of a capture file. */
export interface AnalysisRequest {
  /** What the lead answers; the busier direction when null. */
  readonly question: Question | null;
  /** Largest size of the summary's JSON. */
  readonly summaryBytes: number;
  /** When the alert fired, and what its rule looked at; absent where that is unknown. */
  readonly moment?: AlertMoment;
}

const schema: v.GenericSchema<unknown, CaptureRequest> = v.object({
  vmId: requestSchemas.id,
  instanceIds: v.exactOptional(v.pipe(v.array(requestSchemas.text(80)), v.minLength(1), v.maxLength(20))),
  occurrence: requestSchemas.occurrence,
  limits: requestSchemas.limits,
  analysis: v.object({
    question: requestSchemas.question,
    summaryBytes: wholeNumber(4096, 16_384),
    moment: v.exactOptional(
      v.object({ at: requestSchemas.time, windowSeconds: v.nullable(wholeNumber(1, 172_800)) }),
    ),
  }),
  origin: v.exactOptional(
    v.object({
      rule: v.nullable(requestSchemas.text(260)),
      receivedAt: v.exactOptional(requestSchemas.time),
      severity: v.exactOptional(v.nullable(requestSchemas.text(100))),
      firedAt: v.exactOptional(v.nullable(requestSchemas.time)),
      requestedBy: v.exactOptional(v.nullable(requestSchemas.text(256))),
      isOnDemand: v.exactOptional(v.boolean()),
      vms: v.exactOptional(wholeNumber(1, 20)),
    }),
  ),
  begunAt: v.exactOptional(v.pipe(v.number(), v.finite())),
});

/** Reads the input of capturePackets. @throws Error saying what was expected. */
export const readCaptureRequest = (input: unknown): CaptureRequest =>
  readRequest("capturePackets", schema, input);
