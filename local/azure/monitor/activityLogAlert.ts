import { alertTime } from "./metricAlert.ts";
import type { LogAlert } from "./logAlert.ts";

const restart = "Microsoft.Compute/virtualMachines/restart/action";

/** An alert about an entry of the activity log: somebody restarted the VM. */
export const activityLogAlert = ({ vm, at, id }: LogAlert) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `/subscriptions/${vm.subscription}/providers/Microsoft.AlertsManagement/alerts/${id}`,
      alertRule: "vm-restarted",
      severity: "Sev4",
      signalType: "Activity Log",
      monitorCondition: "Fired",
      monitoringService: "Activity Log - Administrative",
      alertTargetIDs: [vm.id.toLowerCase()],
      configurationItems: [vm.name],
      originAlertId: id,
      firedDateTime: alertTime(at, id),
      description: "A VM was restarted",
      essentialsVersion: "1.0",
      alertContextVersion: "1.0",
    },
    alertContext: {
      authorization: { action: restart, scope: vm.id },
      channels: "Operation",
      claims: "{}",
      caller: "operator@example.com",
      correlationId: id,
      eventSource: "Administrative",
      eventTimestamp: alertTime(at, id),
      eventDataId: id,
      level: "Informational",
      operationName: restart,
      operationId: id,
      status: "Succeeded",
      subStatus: "",
      submissionTimestamp: alertTime(at, id),
    },
  },
});
