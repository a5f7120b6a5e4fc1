import * as v from "valibot";
import { readRequest, requestSchemas } from "./requestSchemas.ts";

/** Input of reportDigest. */
export interface DigestOrder {
  /** When the first alert entered it, ISO 8601. */
  readonly openedAt: string;
  /** When it is sent, ISO 8601. */
  readonly dueAt: string;
}

const schema: v.GenericSchema<unknown, DigestOrder> = v.object({
  openedAt: requestSchemas.time,
  dueAt: requestSchemas.time,
});

/** Reads the input of reportDigest. @throws Error saying what was expected. */
export const readDigestOrder = (input: unknown): DigestOrder => readRequest("reportDigest", schema, input);
