import { trace, type Context, type SpanContext, type TextMapPropagator } from "@opentelemetry/api";

const header = "traceparent";

/**
 * Sends version 00; reads the same fields from later versions.
 * https://www.w3.org/TR/trace-context/#traceparent-header
 */
const form =
  /^(?!ff)[\da-f]{2}-(?<traceId>(?!0{32})[\da-f]{32})-(?<spanId>(?!0{16})[\da-f]{16})-(?<flags>[\da-f]{2})(?:-|$)/;

/** Reads a `traceparent`; null for any other text. */
export function readTraceParent(text: string): SpanContext | null {
  const { traceId, spanId, flags } = form.exec(text)?.groups ?? {};
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

const writeTraceParent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & 1}`;

/**
 * OpenTelemetry's own propagator comes in a package of 120 kB, a tenth of what the webhook loads; this is the
 * part that the Durable client needs. `tracestate`, which only tracing vendors use, is not propagated.
 */
export const traceParentPropagator: TextMapPropagator = {
  inject(context: Context, carrier: unknown, setter) {
    const span = trace.getSpanContext(context);
    if (span !== undefined) setter.set(carrier, header, writeTraceParent(span));
  },
  extract(context: Context, carrier: unknown, getter) {
    const span = readTraceParent([getter.get(carrier, header) ?? ""].flat()[0] ?? "");
    return span === null ? context : trace.setSpanContext(context, span);
  },
  fields: () => [header],
};
