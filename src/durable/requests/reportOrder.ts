import * as v from "valibot";
import { readRequest, requestSchemas } from "./requestSchemas.ts";

/** Input of reportInterruption: the alert or request that is to be reported. */
export interface ReportOrder {
  readonly instanceId: string;
}

const schema: v.GenericSchema<unknown, ReportOrder> = v.object({
  // It becomes part of a URL.
  instanceId: v.pipe(
    requestSchemas.text(100),
    v.regex(/^[\w-]+$/, "must be the id of an alert or a request"),
  ),
});

/** Reads the input of reportInterruption. @throws Error saying what was expected. */
export const readReportOrder = (input: unknown): ReportOrder =>
  readRequest("reportInterruption", schema, input);
