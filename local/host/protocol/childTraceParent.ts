import { randomBytes } from "node:crypto";

/**
 * W3C trace context, `traceparent`: version, trace id, span id, flags. https://www.w3.org/TR/trace-context/
 */
const form = /^00-((?!0{32})[\da-f]{32})-((?!0{16})[\da-f]{16})-([\da-f]{2})$/;

/** A new span in the trace of `parent`. Without a readable parent, it begins a new, sampled trace. */
export function childTraceParent(parent: string | null | undefined): string {
  const [, traceId = randomHex(16), , flags = "01"] = form.exec(parent ?? "") ?? [];
  return `00-${traceId}-${randomHex(8)}-${flags}`;
}

const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");

/** 16 hex digits. */
export const spanIdOf = (traceParent: string): string => form.exec(traceParent)?.[2] ?? "";

/** 32 hex digits. */
export const traceIdOf = (traceParent: string): string => form.exec(traceParent)?.[1] ?? "";
