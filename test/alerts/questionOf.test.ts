import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { questionOf } from "../../src/alerts/questionOf.ts";
import { captured, commonAlert, sample, vmId } from "../support/alerts/fixtures.ts";

describe("questionOf", () => {
  for (const [question, ...metrics] of [
    ["outbound", "Network Out Total", "Network Out", "network out total", "Outbound Flows"],
    ["outbound", "Outbound Flows Maximum Creation Rate", "\\Network Interface(*)\\Bytes Sent/sec"],
    ["outbound", "net/bytes_sent", "/builtin/network/bytestransmitted"],
    ["inbound", "Network In Total", "Network In", "Inbound Flows", "Inbound Flows Maximum Creation Rate"],
    ["inbound", "\\Network Interface(*)\\Bytes Received/sec", "net/bytes_recv"],
    ["inbound", "/builtin/network/bytesreceived"],
    [null, "Percentage CPU", "Network Interface Errors", "Disk Write Bytes", "network outage", "?", ""],
  ] as const)
    for (const metric of metrics)
      it(`reads "${metric}" as ${question ?? "neither direction"}`, () => {
        assert.equal(questionOf([metric]), question);
      });

  it("uses the one metric of several that has a direction", () => {
    assert.equal(questionOf(["Percentage CPU", "Network In Total", "Inbound Flows"]), "inbound");
  });

  it("finds no direction in two directions, or in no metric", () => {
    assert.equal(questionOf(["Network In Total", "Network Out Total"]), null);
    assert.equal(questionOf([]), null);
  });
});

describe("decide: the direction that the alert asks about", () => {
  const questionIn = (body: unknown) => captured(body).alert.question;

  it("is read from a metric condition of the common and of the older schema", () => {
    assert.equal(questionIn(sample("x01-common-vm-netout-fired.json")), "outbound");
    assert.equal(questionIn(sample("x03-noncommon-vm-netout-activated.json")), "outbound");
  });

  it("is read from a classic alert's condition, which has no list of criteria", () => {
    const condition = { metricName: "Network In", operator: "GreaterThan", threshold: "1", windowSize: "5" };
    const context = {
      id: "/a",
      name: "classic",
      resourceId: vmId("web01"),
      timestamp: "2017-01-01",
      condition,
    };
    assert.equal(questionIn({ status: "Activated", context, properties: null }), "inbound");
  });

  it("is null for another kind of condition", () => {
    const body = commonAlert();
    const alertContext = { condition: { allOf: [{ searchQuery: "Network Out Total", threshold: "1" }] } };
    assert.equal(questionIn({ ...body, data: { ...body.data, alertContext } }), null);
    assert.equal(questionIn({ ...body, data: { ...body.data, alertContext: null } }), null);
  });
});
