/** "perMinute": a sum over each minute, so that an average is one of minutes. */
type Unit =
  "bytes" | "bytesPerMinute" | "bytesPerSecond" | "percent" | "countPerSecond" | "milliseconds" | "count";

/** A platform metric as its alerts name it. */
interface VmMetric {
  readonly displayName: string;
  readonly unit: Unit;
}

/**
 * The platform metrics of Microsoft.Compute/virtualMachines by their unit, under the names of the REST API.
 * Those of unit Bytes whose default aggregation is Total, at a time grain of PT1M, are sums of a minute.
 * https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-compute-virtualmachines-metrics
 */
const byUnit: Readonly<Record<Unit, readonly string[]>> = {
  bytes: ["Available Memory Bytes"],
  bytesPerMinute: [
    ...["Network In Total", "Network Out Total", "Network In", "Network Out"],
    ...["Disk Read Bytes", "Disk Write Bytes"],
  ],
  bytesPerSecond: [
    ...["Data Disk Read Bytes/sec", "Data Disk Write Bytes/sec"],
    ...["OS Disk Read Bytes/sec", "OS Disk Write Bytes/sec"],
    ...["Temp Disk Read Bytes/sec", "Temp Disk Write Bytes/sec"],
  ],
  percent: [
    ...["Percentage CPU", "Available Memory Percentage"],
    ...["Data Disk Bandwidth Consumed Percentage", "Data Disk IOPS Consumed Percentage"],
    ...["Data Disk Used Burst BPS Credits Percentage", "Data Disk Used Burst IO Credits Percentage"],
    ...["OS Disk Bandwidth Consumed Percentage", "OS Disk IOPS Consumed Percentage"],
    ...["OS Disk Used Burst BPS Credits Percentage", "OS Disk Used Burst IO Credits Percentage"],
    ...["Premium Data Disk Cache Read Hit", "Premium Data Disk Cache Read Miss"],
    ...["Premium OS Disk Cache Read Hit", "Premium OS Disk Cache Read Miss"],
    ...["VM Cached Bandwidth Consumed Percentage", "VM Cached IOPS Consumed Percentage"],
    ...["VM Local Used Burst BPS Credits Percentage", "VM Local Used Burst IO Credits Percentage"],
    ...["VM Remote Used Burst BPS Credits Percentage", "VM Remote Used Burst IO Credits Percentage"],
    ...["VM Uncached Bandwidth Consumed Percentage", "VM Uncached IOPS Consumed Percentage"],
  ],
  countPerSecond: [
    ...["Data Disk Read Operations/Sec", "Data Disk Write Operations/Sec"],
    ...["Disk Read Operations/Sec", "Disk Write Operations/Sec"],
    ...["OS Disk Read Operations/Sec", "OS Disk Write Operations/Sec"],
    ...["Temp Disk Read Operations/Sec", "Temp Disk Write Operations/Sec"],
    ...["Inbound Flows Maximum Creation Rate", "Outbound Flows Maximum Creation Rate"],
  ],
  milliseconds: ["Data Disk Latency", "OS Disk Latency", "Temp Disk Latency"],
  count: [
    ...["CPU Credits Consumed", "CPU Credits Remaining", "Inbound Flows", "Outbound Flows"],
    ...["Data Disk Max Burst Bandwidth", "Data Disk Max Burst IOPS", "Data Disk Queue Depth"],
    ...["Data Disk Target Bandwidth", "Data Disk Target IOPS"],
    ...["OS Disk Max Burst Bandwidth", "OS Disk Max Burst IOPS", "OS Disk Queue Depth"],
    ...["OS Disk Target Bandwidth", "OS Disk Target IOPS", "Temp Disk Queue Depth", "VmAvailabilityMetric"],
  ],
};

/** Where the portal's name is another one; an alert may have either. */
const displayNames: Readonly<Record<string, string>> = {
  "Network In": "Network In Billable",
  "Network Out": "Network Out Billable",
  VmAvailabilityMetric: "VM Availability Metric",
  "VM Local Used Burst BPS Credits Percentage": "VM Cached Used Burst BPS Credits Percentage",
  "VM Local Used Burst IO Credits Percentage": "VM Cached Used Burst IO Credits Percentage",
  "VM Remote Used Burst BPS Credits Percentage": "VM Uncached Used Burst BPS Credits Percentage",
  "VM Remote Used Burst IO Credits Percentage": "VM Uncached Used Burst IO Credits Percentage",
};

/** Display names end in "(Preview)" or "(Deprecated)" for as long as the metric is that. */
const keyOf = (name: string): string =>
  name
    .replace(/ \((?:preview|deprecated)\)$/i, "")
    .trim()
    .toLowerCase();

const metrics: ReadonlyMap<string, VmMetric> = new Map(
  Object.entries(byUnit).flatMap(([unit, names]) =>
    names.flatMap((name) => {
      const displayName = displayNames[name] ?? name;
      const metric: VmMetric = { displayName, unit: unit as Unit };
      return [name, displayName].map((one) => [keyOf(one), metric] as const);
    }),
  ),
);

/** A platform metric of VMs and scale sets by either of its names; null for a metric of anything else. */
export function vmMetric(name: string, namespace: string | null): VmMetric | null {
  const isOfVms =
    namespace === null || /^microsoft\.compute\/virtualmachine(?:s|scalesets)$/i.test(namespace);
  return isOfVms ? (metrics.get(keyOf(name)) ?? null) : null;
}
