import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../../src/report/renderReport.ts";
import { stepAfter, verdictOn } from "../../../../src/report/sections/network/verdictOn.ts";
import { facts, outcome } from "../../../support/report/facts.ts";
import {
  blackHole,
  findingBehind,
  flowVerdict,
  guestRefuses,
  networkContext,
  summaryBehind,
} from "../../../support/report/network.ts";
import { unwrapped } from "../../../support/report/unwrapped.ts";
import type { FlowVerdict } from "../../../../src/captures/network/networkContext.ts";

const stepOf = (verdict: FlowVerdict, verdicts: readonly FlowVerdict[] = [verdict], counts = silent) => {
  const whole = findingBehind(verdict);
  const finding = { ...whole, evidence: { ...whole.evidence, counts } };
  return stepAfter(finding, networkContext({ verdicts }));
};
/** Of a scan that no port answered. */
const silent = { ports: 60, open: 0, refused: 0, unanswered: 60 };
const reportOf = (verdict: FlowVerdict, verdicts: readonly FlowVerdict[] = [verdict]) =>
  unwrapped(
    renderReport(
      facts({
        captures: [outcome({ summary: summaryBehind(verdict), network: networkContext({ verdicts }) })],
      }),
    ).text,
  );

describe("Azure's verdict beside a finding", () => {
  it("is the one on a flow of its evidence, asked for its sake", () => {
    const verdicts = [flowVerdict({ flow: "TCP 192.0.2.9:1 > 10.0.0.4:22" }), flowVerdict()];
    assert.equal(verdictOn(findingBehind(flowVerdict()), { verdicts }), verdicts[1]);
    assert.equal(verdictOn(findingBehind(guestRefuses), { verdicts }), null);
    assert.equal(verdictOn(findingBehind(flowVerdict()), null), null);
    const ofPeer = flowVerdict({ about: null });
    assert.equal(verdictOn(findingBehind(flowVerdict()), { verdicts: [ofPeer] }), null);
  });

  it("is a denial before anything else", () => {
    const allowed = flowVerdict({ access: "Allow" });
    const denied = flowVerdict();
    assert.equal(verdictOn(findingBehind(denied), { verdicts: [allowed, denied] }), denied);
  });

  it("stands with the finding, and is not said again behind the findings", () => {
    const report = reportOf(flowVerdict(), [flowVerdict(), blackHole]);
    const behind = report.slice(report.indexOf("Azure now"));
    assert.match(behind, /^Azure now Rule DenyAllInBound of nsg-web denies/);
    assert.equal(behind.split("denies TCP").length, 2);
    assert.match(
      behind.slice(behind.indexOf("Azure's verdict now")),
      /^Azure's verdict now\s+-+\s+No route to 10\.9\.0\.7/,
    );
  });

  it("stands for others on the finding's flows that decide alike", () => {
    const other = flowVerdict({ flow: "TCP 192.0.2.1:9 > 192.0.2.2:9" });
    const report = reportOf(flowVerdict(), [flowVerdict(), other]);
    assert.doesNotMatch(report, /denies TCP 192\.0\.2\.1:9/);
    assert.match(
      reportOf(flowVerdict(), [flowVerdict(), { ...other, rule: "Another" }]),
      /Rule Another denies/,
    );
  });

  it("changes the next step: a scan that a rule drops needs nothing more", () => {
    const step = "Nothing more is needed against it: rule DenyAllInBound of nsg-web drops it now.";
    assert.equal(stepOf(flowVerdict()), step);
  });

  it("leaves the next step of a scan that reached a port, or of which Azure lets a part pass", () => {
    const { nextStep } = findingBehind(flowVerdict());
    const other = flowVerdict({ flow: "TCP 192.0.2.1:9 > 192.0.2.2:9", access: "Allow" });
    assert.equal(stepOf(flowVerdict(), [flowVerdict(), other]), nextStep);
    assert.equal(stepOf(flowVerdict(), [flowVerdict()], { ...silent, open: 1 }), nextStep);
    assert.equal(stepOf(flowVerdict(), [flowVerdict()], { ...silent, refused: 1 }), nextStep);
    assert.ok(reportOf(flowVerdict()).includes(`Next step ${nextStep}`), "its counts tell of no port");
  });

  it("changes the next step: a denied connection needs a rule before the one that denies", () => {
    assert.equal(
      stepOf(flowVerdict({ about: "unanswered" })),
      "If this traffic is wanted, allow it by a rule that comes before rule DenyAllInBound of nsg-web.",
    );
    assert.match(stepOf(flowVerdict({ about: "refused", rule: null })), /comes before a security rule\.$/);
  });

  it("changes the next step: a route that leads nowhere is to be mended where it is", () => {
    assert.equal(
      stepOf(blackHole),
      "In route table rt-spoke, give the route to 10.9.0.7 a next hop, or remove it.",
    );
    const nextHop = { type: "None", address: null, routeTable: null };
    assert.equal(
      stepOf({ ...blackHole, nextHop }),
      "Add a route to 10.9.0.7: a system route drops its packets.",
    );
  });

  it("leaves the next step where Azure lets the flow pass, and of a scan by the VM", () => {
    const { nextStep } = findingBehind(guestRefuses);
    for (const verdict of [
      guestRefuses,
      flowVerdict({ direction: "Outbound" }),
      flowVerdict({ access: null, rule: null, nextHop: null, about: "unanswered" }),
    ])
      assert.equal(stepOf(verdict), nextStep);
    assert.equal(stepAfter(findingBehind(blackHole), null), nextStep);
  });
});
