import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAlert } from "../../../src/alerts/readAlert.ts";
import { whyFired } from "../../../src/alerts/text/whyFired.ts";
import { storedCriteria } from "../../../src/captures/stored/storedCriteria.ts";
import { captured, commonAlert, files, sample } from "../../support/alerts/fixtures.ts";

type Fields = Readonly<Record<string, unknown>>;

const metric: Fields = {
  metricName: "Network Out Total",
  metricNamespace: "Microsoft.Compute/virtualMachines",
  operator: "GreaterThan",
  threshold: "5033164.8",
  timeAggregation: "Average",
  metricValue: 7_340_032,
};

/** The sentence for an alert with these conditions. */
function why(changes: Fields | readonly Fields[], windowSize: unknown = "PT5M"): string | null {
  const body = commonAlert();
  const allOf = (Array.isArray(changes) ? (changes as Fields[]) : [changes as Fields]).map((one) => ({
    ...metric,
    ...one,
  }));
  const alertContext = { condition: { windowSize, allOf } };
  return whyFired(captured({ ...body, data: { ...body.data, alertContext } }).alert);
}

describe("why an alert fired", () => {
  const vmNetOut = "Network Out Total averaged 7.0 MiB a minute over 5 minutes, threshold 3 bytes";
  const perSample: Readonly<Record<string, string | null>> = {
    "x01-common-vm-netout-fired.json": vmNetOut,
    "x03-noncommon-vm-netout-activated.json": vmNetOut,
    "x12-common-multiresource-vm-dims.json":
      "Percentage CPU was 97.4% on average over 5 minutes, threshold 90%",
    "a01-common-metric-static-vm-resolved.json":
      "Percentage CPU was 7.7% on average over 5 minutes, threshold 25%",
    "a03-common-metric-multiresource-vm-fired.json":
      "Available Memory Bytes averaged 457.9 MiB over 5 minutes, threshold 0 bytes",
    "a07-common-metric-static-test-storage.json":
      "Transactions (ApiName GetBlob) totalled 100 over 5 minutes, threshold 0",
    "a08-common-metric-dynamic-test-storage.json":
      "Transactions averaged 78.09 over 15 minutes, above the dynamic threshold 0.3",
    "a09-common-metric-availability-test.json":
      "The web test test-availabilityTest-test-applicationInsights failed at 5 locations within 5 minutes, threshold 2",
    "b01-common-logv2-vm-fired.json":
      "The query counted 0 values of CounterValue in 10 minutes, below the threshold 1",
    "b06-common-logv2-workspace-2024.json": "The query found 1 result in 1 day, threshold 0",
    "b07-common-logv1-metric-test.json": "The query's AggregatedValue was above 0 over 1 day",
    "b08-common-logv1-numresults-test-2025.json": "The query found 1 result in 1 day, threshold 0",
    "d03-noncommon-metric-vm-activated.json": "Percentage CPU was 1% over 15 minutes, threshold 5%",
    "d08-noncommon-logv1-numresults.json": "The query found 1 result in 1 day, threshold 0",
    "e01-classic-metric-generic.json": "Requests averaged 10 over 15 minutes, threshold 10",
    "x22-common-logv2-network-in.json":
      "The query's AggregatedValue (Computer WEB01, NetworkInterface eth0) averaged 20,000,000 over 15 minutes, threshold 10,000,000",
    "x23-classic-unknown-state.json": "Network Out Billable was above 1 byte",
    "c01-common-activity-admin-vm-restart-test.json": null,
    "c14-common-prometheus-aks.json": null,
    "x18-common-no-alertcontext.json": null,
  };
  for (const [file, expected] of Object.entries(perSample))
    it(`${file}: ${expected ?? "nothing to tell"}`, () => {
      const reading = readAlert(sample(file));
      assert.ok(reading.ok);
      assert.equal(whyFired(reading.alert), expected);
    });

  it("is told in at most 700 characters, or not at all, and survives its storage, for every sample", () => {
    for (const file of files) {
      const reading = readAlert(sample(file));
      if (!reading.ok) continue;
      const { criteria } = reading.alert;
      assert.ok((whyFired(reading.alert)?.length ?? 0) <= 700, file);
      assert.deepEqual(storedCriteria(JSON.parse(JSON.stringify(criteria))), criteria, file);
    }
  });

  for (const [timeAggregation, expected] of [
    ["Average", "averaged 7.0 MiB a minute over 5 minutes, threshold 4.8 MiB"],
    ["Total", "totalled 7.0 MiB over 5 minutes, threshold 4.8 MiB"],
    ["Maximum", "peaked at 7.0 MiB a minute within 5 minutes, threshold 4.8 MiB"],
    ["Minimum", "fell to 7.0 MiB a minute within 5 minutes, threshold 4.8 MiB"],
    ["Count", "had 7,340,032 samples within 5 minutes, threshold 5,033,164.8"],
    ["PT15M", "was 7.0 MiB over 5 minutes, threshold 4.8 MiB"],
    [null, "was 7.0 MiB over 5 minutes, threshold 4.8 MiB"],
  ] as const)
    it(`tells the aggregation ${timeAggregation ?? "null"}`, () => {
      assert.equal(why({ timeAggregation }), `Network Out Total ${expected}`);
    });

  for (const [metricName, metricValue, threshold, expected] of [
    ["percentage cpu", 97.34, "90", "Percentage CPU was 97.3% on average"],
    ["Percentage CPU", 90.02, "90", "Percentage CPU was 90.02% on average"],
    ["Network In Billable (Deprecated)", 2048, "1", "Network In Billable averaged 2.0 KiB a minute"],
    ["Data Disk Read Bytes/sec", 3_145_728, "1", "Data Disk Read Bytes/sec averaged 3.0 MiB/s"],
    ["Disk Write Operations/Sec", 1234.5, "1", "Disk Write Operations/Sec averaged 1,234.5/s"],
    ["OS Disk Latency", 12.5, "1", "OS Disk Latency averaged 12.5 ms"],
    ["Outbound Flows", 123_456, "1", "Outbound Flows averaged 123,456"],
    ["Queue\\Length", 7.25, "1", "Queue\\Length averaged 7.25"],
  ] as const)
    it(`gives ${metricName} its unit`, () => {
      assert.ok(why({ metricName, metricValue, threshold })?.startsWith(`${expected} over 5 minutes, `));
    });

  it("gives no unit to a metric of the same name in another namespace", () => {
    const guest = { metricNamespace: "azure.vm.windows.guestmetrics" };
    assert.equal(why(guest), "Network Out Total averaged 7,340,032 over 5 minutes, threshold 5,033,164.8");
  });

  it("does not let two different amounts read alike", () => {
    assert.equal(
      why({ metricValue: 5_033_165, threshold: "5033164" }),
      "Network Out Total averaged 5,033,165 bytes a minute over 5 minutes, threshold 5,033,164 bytes",
    );
  });

  for (const [operator, metricValue, expected] of [
    ["LessThan", 10, "was 10% on average over 5 minutes, below the threshold 20%"],
    ["Lower Than", 10, "was 10% on average over 5 minutes, below the threshold 20%"],
    ["LessThanOrEqual", 20, "was 20% on average over 5 minutes, threshold 20%"],
    ["GreaterThanOrEqual", 20, "was 20% on average over 5 minutes, threshold 20%"],
    ["GreaterThan", 10, "was 10% on average over 5 minutes, threshold 20%"],
    ["NotEquals", 10, "was 10% on average over 5 minutes, other than the threshold 20%"],
    ["Similar", 10, "was 10% on average over 5 minutes, threshold 20%"],
  ] as const)
    it(`tells the operator ${operator} as far as the numbers bear it out`, () => {
      const cpu = { metricName: "Percentage CPU", threshold: "20", operator, metricValue };
      assert.equal(why(cpu), `Percentage CPU ${expected}`);
    });

  it("tells on which side of a dynamic threshold the value is", () => {
    const dynamic = { operator: "GreaterOrLessThan", alertSensitivity: "Low", timeAggregation: "Total" };
    assert.match(
      why(dynamic) ?? "",
      /totalled 7\.0 MiB over 5 minutes, above the dynamic threshold 4\.8 MiB$/,
    );
    assert.match(
      why({ ...dynamic, metricValue: 1024 }) ?? "",
      /totalled 1\.0 KiB over 5 minutes, below the dynamic threshold 4\.8 MiB$/,
    );
  });

  it("gives the condition alone where the payload does not repeat what was measured", () => {
    assert.equal(
      why({ metricValue: null, operator: "LessThan" }),
      "Network Out Total was below 4.8 MiB a minute on average over 5 minutes",
    );
    assert.equal(why({ metricValue: undefined, threshold: "NaN" }), null);
  });

  it("tells the first of several conditions that is met, and counts the others", () => {
    const cpu = { metricName: "Percentage CPU", metricValue: 50, threshold: "90" };
    assert.equal(why([cpu, {}]), `${why({}) ?? ""}, and 1 more condition`);
    assert.match(why([cpu, {}, cpu]) ?? "", /^Network Out .*, and 2 more conditions$/);
    assert.match(why(Array(9).fill({})) ?? "", /and 4 more conditions$/);
  });

  for (const [windowSize, expected] of [
    ["PT1M", "1 minute"],
    ["PT1H30M", "1 hour 30 minutes"],
    ["P1D", "1 day"],
    ["PT48H", "2 days"],
    ["15", "15 minutes"],
    ["PT86400S", "1 day"],
  ] as const)
    it(`spells the window ${windowSize} out`, () => {
      assert.ok(why({}, windowSize)?.includes(` over ${expected}, `), why({}, windowSize) ?? "");
    });

  for (const windowSize of ["P", "PT", "5 minutes", "-PT5M", null, {}, "PT999999999999S"])
    it(`leaves out the window ${JSON.stringify(windowSize)}`, () => {
      assert.equal(why({}, windowSize), "Network Out Total averaged 7.0 MiB a minute, threshold 4.8 MiB");
    });

  it("is unknown for an alert that an earlier version stored, and for criteria that cannot be read", () => {
    assert.equal(whyFired({}), null);
    for (const stored of [undefined, null, "x", [{}], [{ kind: "metric", value: "1" }]])
      assert.deepEqual(storedCriteria(stored), []);
  });
});
