import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { questionOf } from "../../src/alerts/questionOf.ts";
import { captured, commonAlert, sample, vmId } from "../support/alerts/fixtures.ts";

const none = { metrics: [], dimensions: [], queries: [] };
const ofMetrics = (...metrics: readonly string[]) => questionOf({ ...none, metrics });
const ofQuery = (query: string) => questionOf({ ...none, queries: [query] });
const ofDimension = (name: string, value: string) =>
  questionOf({ ...none, metrics: ["system.network.io"], dimensions: [{ name, value }] });

describe("questionOf", () => {
  for (const [question, ...metrics] of [
    ["outbound", "Network Out Total", "Network Out", "network out total", "Outbound Flows", "networkOut"],
    ["outbound", "Outbound Flows Maximum Creation Rate", "\\Network Interface(*)\\Bytes Sent/sec"],
    ["outbound", "net/bytes_sent", "/builtin/network/bytestransmitted", "Total Bytes Transmitted"],
    [
      "outbound",
      "Packets Sent/sec",
      "NetworkOutTotal",
      "network_out_total",
      "sum_BytesSent",
      "OutboundBytes_d",
    ],
    ["inbound", "Network In Total", "Network In", "Inbound Flows", "Inbound Flows Maximum Creation Rate"],
    ["inbound", "\\Network Interface(*)\\Bytes Received/sec", "net/bytes_recv", "networkIn", "NetworkIn"],
    ["inbound", "system.network.in.bytes", "system.net.bytes_rcvd", "ifInOctets", "rx_bytes", "BytesIn"],
    ["inbound", "/builtin/network/bytesreceived", "Total Bytes Received", "Packets Received Unicast/sec"],
    [null, "Percentage CPU", "Network Interface Errors", "Disk Write Bytes", "network outage", "?", ""],
    [null, "Bytes Total/sec", "system.network.io", "ReadBytesPerSecond", "Disk Read Bytes/sec", "Inbox"],
  ] as const)
    for (const metric of metrics)
      it(`reads "${metric}" as ${question ?? "neither direction"}`, () => {
        assert.equal(ofMetrics(metric), question);
      });

  it("uses the one metric of several that has a direction", () => {
    assert.equal(ofMetrics("Percentage CPU", "Network In Total", "Inbound Flows"), "inbound");
  });

  it("finds no direction in two directions, or in no metric", () => {
    assert.equal(ofMetrics("Network In Total", "Network Out Total"), null);
    assert.equal(ofMetrics(), null);
  });
});

describe("questionOf: queries", () => {
  const insights = (rest: string) => `InsightsMetrics | where Namespace == "Network" and ${rest}`;
  for (const [question, query] of [
    ["inbound", insights('Name == "ReadBytesPerSecond"')],
    ["outbound", insights("Name =~ 'WriteBytesPerSecond' | summarize avg(Val) by Computer")],
    [null, insights('Name in ("ReadBytesPerSecond", "WriteBytesPerSecond")')],
    ["inbound", insights('Name startswith "ReadBytes"')],
    [null, insights('Name != "WriteBytesPerSecond"')],
    ["inbound", insights('Name !in ("WriteBytesPerSecond") and Name == "ReadBytesPerSecond"')],
    [null, 'InsightsMetrics | where Namespace == "LogicalDisk" and Name == "ReadBytesPerSecond"'],
    [null, 'InsightsMetrics | where Name == "WriteBytesPerSecond"'],
    ["inbound", 'Perf | where ObjectName == "Network Interface" and CounterName == "Bytes Received/sec"'],
    ["outbound", 'Perf | where ObjectName == "Network" and CounterName == "Total Bytes Transmitted"'],
    [null, 'Perf | where CounterName in ("Bytes Sent/sec", "Bytes Received/sec")'],
    ["outbound", "VMConnection | summarize sum(BytesSent) by Computer"],
    ["inbound", 'AzureMetrics | where MetricName == "Network In Total"'],
    [null, 'Heartbeat | where Network in ("corp", "lab") | count'],
    ["inbound", "// never mind Bytes Sent/sec\nVMConnection | summarize sum(BytesReceived)"],
    ["outbound", 'NTANetAnalytics | where FlowDirection == "Outbound" | summarize count()'],
    ["inbound", 'AzureNetworkAnalytics_CL | where FlowDirection_s == "I"'],
    ["outbound", 'T | where tostring(Tags["network.io.direction"]) == "transmit"'],
    [null, "Heartbeat | count"],
    ["outbound", 'rate(system_network_io_total{direction="transmit"}[5m]) > 1e6'],
    ["inbound", 'rate(system_network_io_total{ direction = "receive" }[5m]) > 1e6'],
    ["inbound", 'rate(system_network_io_bytes_total{direction!="transmit"}[5m]) > 1e6'],
    [null, 'rate(system_network_io_total{direction=~"transmit|receive"}[5m])'],
    ["inbound", "rate(node_network_receive_bytes_total[5m]) > 1e6"],
    ["outbound", "rate(node_network_transmit_packets_total[5m]) > 1e6"],
    ["outbound", "sum by (nic) (rate(windows_net_bytes_sent_total[5m]))"],
    ["inbound", "rate(windows_net_packets_received_errors_total[5m]) > 0"],
    [null, "rate(node_network_receive_bytes_total[5m]) + rate(node_network_transmit_bytes_total[5m])"],
    [null, "rate(node_cpu_seconds_total[5m]) > 0.9"],
  ] as const)
    it(`finds ${question ?? "no direction"} in ${query}`, () => {
      assert.equal(ofQuery(query), question);
    });
});

describe("questionOf: dimensions and labels", () => {
  for (const [question, name, value] of [
    ["outbound", "direction", "transmit"],
    ["inbound", "Direction", "Receive"],
    ["inbound", "network.io.direction", "receive"],
    ["outbound", "FlowDirection", "O"],
    ["inbound", "CounterName", "Bytes Received/sec"],
    ["inbound", "Name", "ReadBytesPerSecond"],
    ["outbound", "__name__", "node_network_transmit_bytes_total"],
    [null, "direction", "any"],
    [null, "device", "eth0-out"],
  ] as const)
    it(`reads ${name} = ${value} as ${question ?? "neither direction"}`, () => {
      assert.equal(ofDimension(name, value), question);
    });

  it("let the measured column and the dimension that fired decide before the query", () => {
    const queries = ["VMConnection | summarize sum(BytesSent), sum(BytesReceived) by Direction"];
    assert.equal(questionOf({ ...none, queries }), null);
    assert.equal(questionOf({ ...none, queries, metrics: ["sum_BytesReceived"] }), "inbound");
    const dimensions = [{ name: "Direction", value: "outbound" }];
    assert.equal(questionOf({ ...none, queries, dimensions }), "outbound");
  });
});

describe("decide: the direction that the alert asks about", () => {
  const questionIn = (body: unknown) => captured(body).alert.question;

  it("is read from a metric condition of the common and of the older schema", () => {
    assert.equal(questionIn(sample("x01-common-vm-netout-fired.json")), "outbound");
    assert.equal(questionIn(sample("x03-noncommon-vm-netout-activated.json")), "outbound");
  });

  it("is read from a log query, and from the labels and expression of a Prometheus rule", () => {
    assert.equal(questionIn(sample("x22-common-logv2-network-in.json")), "inbound");
    assert.equal(questionIn(sample("x21-common-prometheus-label-names-vm.json")), "outbound");
  });

  it("is read from the query of the first log alerts", () => {
    const data = {
      AlertRuleName: "r",
      SearchQuery: 'Perf | where CounterName == "Bytes Received/sec"',
      Dimensions: [{ name: "_ResourceId", value: vmId("web01") }],
    };
    assert.equal(questionIn({ schemaId: "Microsoft.Insights/LogAlert", data }), "inbound");
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
    const alertContext = { condition: { allOf: [{ searchQuery: "Heartbeat", threshold: "1" }] } };
    assert.equal(questionIn({ ...body, data: { ...body.data, alertContext } }), null);
    assert.equal(questionIn({ ...body, data: { ...body.data, alertContext: null } }), null);
  });
});
