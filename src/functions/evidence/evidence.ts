import { evidenceRecord, textOfRecord } from "../../captures/evidence/evidenceRecord.ts";
import { hasEndedInstance } from "../../durable/instances/instanceStatus.ts";
import { version } from "../../version.ts";
import { captureInstances } from "../http/instances/captureInstances.ts";
import { kept } from "../http/kept/kept.ts";
import { problem } from "../http/problem.ts";
import { withBackend } from "../http/withBackend.ts";
import { storedEvidence } from "./storedEvidence.ts";
import type { HttpResponseInit } from "@azure/functions";

/** How long a caller is asked to wait while the capture runs. */
const retryAfterSeconds = "30";

/**
 * GET /api/captures/{id}/evidence: the evidence record of an alert or a request that has ended, also of one
 * that was interrupted.
 */
export const evidence = kept("evidence", (config) =>
  withBackend(async (request, context): Promise<HttpResponseInit> => {
    const instance = await captureInstances.named(request, context);
    if (instance === null) return captureInstances.unknown;
    if (!hasEndedInstance(instance))
      return problem(
        409,
        "The capture is still running. Its record is there when its report has been sent.",
        {
          headers: { "Retry-After": retryAfterSeconds },
        },
      );
    const record = evidenceRecord(await storedEvidence(instance, context, config), version);
    const headers = {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="evidence-${instance.instanceId}.json"`,
    };
    return { status: 200, headers, body: textOfRecord(record) };
  }),
);
