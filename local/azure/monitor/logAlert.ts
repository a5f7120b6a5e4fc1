import { alertTime } from "./metricAlert.ts";
import type { VmResourceId } from "../arm/virtualMachines/vmResourceId.ts";

/** One firing of a log alert rule. */
export interface LogAlert {
  readonly vm: VmResourceId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** UUID. */
  readonly id: string;
}

const rule = "failed-logons";
const windowMs = 300_000;
/** Delay from the end of the evaluated window to the alert. */
const evaluationMs = 60_000;

/** A log alert of today (API 2021-08-01 and later), scoped to a VM, in the common schema. */
export const logAlert = ({ vm, at, id }: LogAlert) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `/subscriptions/${vm.subscription}/providers/Microsoft.AlertsManagement/alerts/${id}`,
      alertRule: rule,
      severity: "Sev1",
      signalType: "Log",
      monitorCondition: "Fired",
      monitoringService: "Log Alerts V2",
      alertTargetIDs: [vm.id.toLowerCase()],
      configurationItems: [vm.id],
      originAlertId: id,
      firedDateTime: alertTime(at, id),
      description: "Many logons fail",
      essentialsVersion: "1.0",
      alertContextVersion: "1.0",
    },
    alertContext: {
      properties: null,
      conditionType: "LogQueryCriteria",
      condition: {
        windowSize: "PT5M",
        allOf: [criterion(vm)],
        windowStartTime: new Date(at - evaluationMs - windowMs).toISOString(),
        windowEndTime: new Date(at - evaluationMs).toISOString(),
      },
    },
  },
});

const criterion = (vm: VmResourceId) => ({
  searchQuery: "SecurityEvent | where EventID == 4625",
  metricMeasureColumn: null,
  targetResourceTypes: "['Microsoft.Compute/virtualMachines']",
  operator: "GreaterThan",
  threshold: "20",
  timeAggregation: "Count",
  dimensions: [{ name: "_ResourceId", value: vm.id.toLowerCase() }],
  metricValue: 184,
  failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
});
