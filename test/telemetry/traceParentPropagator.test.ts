import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { readTraceParent, traceParentPropagator } from "../../src/telemetry/traceParentPropagator.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

describe("readTraceParent", () => {
  // https://www.w3.org/TR/trace-context/#traceparent-header-field-values
  for (const [text, flags] of [
    [`00-${traceId}-${spanId}-01`, 1],
    [`00-${traceId}-${spanId}-00`, 0],
    [`01-${traceId}-${spanId}-01-later`, 1],
    [`00-${traceId}-${spanId}-03`, 1],
    [`ff-${traceId}-${spanId}-01`, null],
    [`00-${"0".repeat(32)}-${spanId}-01`, null],
    [`00-${traceId}-${"0".repeat(16)}-01`, null],
    [`00-${traceId.toUpperCase()}-${spanId}-01`, null],
    [`00-${traceId}-${spanId}`, null],
    ["", null],
  ] as const)
    it(flags === null ? `refuses "${text}"` : `reads "${text}"`, () => {
      const span = flags === null ? null : { traceId, spanId, traceFlags: flags, isRemote: true };
      assert.deepEqual(readTraceParent(text), span);
    });
});

describe("traceParentPropagator", () => {
  it("hands on what it was given", () => {
    const given = { traceparent: `00-${traceId}-${spanId}-01` };
    const context = traceParentPropagator.extract(ROOT_CONTEXT, given, defaultTextMapGetter);
    const sent = {};
    traceParentPropagator.inject(context, sent, defaultTextMapSetter);
    assert.deepEqual(sent, given);
  });

  it("leaves a context alone that has no trace", () => {
    const sent = {};
    traceParentPropagator.inject(ROOT_CONTEXT, sent, defaultTextMapSetter);
    assert.deepEqual(sent, {});
    const context = traceParentPropagator.extract(ROOT_CONTEXT, { traceparent: "x" }, defaultTextMapGetter);
    assert.equal(trace.getSpanContext(context), undefined);
  });
});
