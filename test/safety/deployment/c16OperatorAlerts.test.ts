import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, text } from "../../support/template/json.ts";
import { deployed, ofType } from "../../support/template/template.ts";

const type = "Microsoft.Insights/scheduledQueryRules";
const rules = ofType(deployed({ operatorEmail: "ops@example.com" }).resources, type);
const minutes = (duration: string): number => {
  const [, days, hours, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(rest ?? 0);
};
const span = (text: string): number => minutes(`${text.endsWith("d") ? "P" : "PT"}${text.toUpperCase()}`);
const queryOf = (body: unknown) => text(at(body, "properties", "criteria", "allOf", 0, "query"));
const named = (end: string) => {
  const found = rules.find(({ name }) => name.endsWith(end));
  assert.ok(found);
  return found;
};

describe("the operators' alerts", () => {
  it("are all on whenever an address is given: captures, failed and pending orchestrations, missing reports", () => {
    assert.deepEqual(
      rules.map(({ name }) => name.replace(/^capture-\w+-/, "")),
      ["failing", "instances-failed", "instances-pending", "reports-missing"],
    );
    for (const { body } of rules) {
      assert.equal(at(body, "properties", "enabled"), true);
      assert.equal(at(body, "properties", "criteria", "allOf", 0, "threshold"), 0);
    }
  });

  it("take each record exactly once, and see as far back as their queries look", () => {
    for (const { body, name } of rules) {
      const every = minutes(text(at(body, "properties", "evaluationFrequency")));
      const window = minutes(text(at(body, "properties", "windowSize")));
      const spans = [...queryOf(body).matchAll(/between \(ago\((\w+)\) \.\. ago\((\w+)\)\)/g)];
      for (const [, from = "", to = ""] of spans) {
        assert.equal(span(from) - span(to), every, name);
        assert.ok(span(from) <= window, name);
      }
      if (spans.length === 0) assert.equal(window, every, name);
    }
  });

  it("find a failed orchestration by the Durable extension's own record, which needs nothing of the app", () => {
    const query = queryOf(named("-instances-failed").body);
    const [, before = "", between = ""] = /with instanceId "([^"]+)" name "([^"]+)" \*/.exec(query) ?? [];
    const id = "alert-0123456789abcdef";
    // As EndToEndTraceHelper.FunctionFailed logs it:
    // https://github.com/Azure/azure-functions-durable-extension
    const record = (kind: string) =>
      `${id}: Function 'captureOnAlert (${kind})' failed with an error. Reason: x. IsReplay: False. State: Failed.`;
    assert.ok(record("Orchestrator").startsWith(`${id}${before}captureOnAlert${between}`));
    assert.ok(!record("Activity").includes(between));
    assert.match(query, /event == "instance\.failed"/);
    assert.doesNotMatch(query, /project.*(?:Message|reason)/i);
  });

  it("miss no alert whose orchestration logs nothing, and no report within six hours", () => {
    const pending = queryOf(named("-instances-pending").body);
    assert.match(pending, /kind=leftanti/);
    assert.match(pending, /event == "instance\.pending"/);
    const missing = queryOf(named("-reports-missing").body);
    assert.match(
      missing,
      /leftanti \(lines \| where event in \("report\.sent", "report\.elsewhere", "digest\.entered"\)\)/,
    );
    const [, to = ""] = /\.\. ago\((\w+)\)/.exec(missing) ?? [];
    assert.ok(span(to) * 60 > 18_000 + 900, "longer than the longest capture and the way to it");
  });
});
