import * as v from "valibot";
import { failureCodes } from "../../captures/outcome/failureCode.ts";
import { limitSchemas } from "../../captures/plan/limitSchemas.ts";
import type { Refusal } from "../../captures/outcome/refusal.ts";
import type { Question } from "../../pcap/summary/captureSummary.ts";

const text = (longest: number) =>
  v.pipe(v.string("must be a text"), v.maxLength(longest, `must have at most ${longest} characters`));
const id = text(1024);
const occurrence = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "must be 32 hex digits"));
const question = v.nullable(
  v.picklist(["outbound", "inbound"] satisfies Question[], 'must be "outbound", "inbound" or null'),
);

/** A refusal without what belongs to its step alone. */
const refusal: v.GenericSchema<unknown, Refusal> = v.object({
  refused: v.picklist(failureCodes, "must be a failure code"),
  hint: text(2000),
});

/** Parts of the orchestrators' inputs. Members that none of them knows are dropped. */
export const requestSchemas = {
  text,
  id,
  occurrence,
  question,
  refusal,
  /** Limits that are wanted; the configuration's count for those that are absent, and cap the others. */
  limits: v.object({
    timeLimitSeconds: v.exactOptional(limitSchemas.timeLimitSeconds),
    maxBytes: v.exactOptional(limitSchemas.maxBytes),
    bytesPerPacket: v.exactOptional(limitSchemas.bytesPerPacket),
    filters: v.exactOptional(limitSchemas.filters),
  }),
  time: v.pipe(v.string(), v.isoTimestamp("must be a time in ISO 8601")),
};

/**
 * Reads an orchestrator's input. Orchestrations can be started by hand, with anything.
 * @throws Error saying what was expected.
 */
export function readRequest<T>(orchestrator: string, schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const reading = v.safeParse(schema, input, { abortEarly: true });
  if (reading.success) return reading.output;
  const [issue] = reading.issues;
  const path = v.getDotPath(issue) ?? "it";
  throw new Error(`${orchestrator} has a wrong input: ${path} ${issue.message}.`);
}
