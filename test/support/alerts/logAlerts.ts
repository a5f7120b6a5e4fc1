import { subscription } from "./fixtures.ts";

const resource = (type: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/ops/providers/${type}/${name}`;

/** Ids of what log alerts are scoped to. */
export const scopes = {
  subscription: `/subscriptions/${subscription}`,
  group: `/subscriptions/${subscription}/resourceGroups/ops`,
  workspace: resource("Microsoft.OperationalInsights/workspaces", "logs"),
  component: resource("microsoft.insights/components", "shop"),
  webApp: resource("Microsoft.Web/sites", "shop"),
  cluster: resource("Microsoft.ContainerService/managedClusters", "aks"),
  gateway: resource("Microsoft.ApiManagement/service", "api"),
  database: resource("Microsoft.Sql/servers/sql/databases", "orders"),
  hostPool: resource("Microsoft.DesktopVirtualization/hostpools", "desktops"),
  scaleSet: resource("Microsoft.Compute/virtualMachineScaleSets", "web-ss"),
};

const common = (essentials: object, alertContext: object) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `/subscriptions/${subscription}/providers/Microsoft.AlertsManagement/alerts/a`,
      alertRule: "heartbeat-missing",
      severity: "Sev2",
      signalType: "Log",
      monitorCondition: "Fired",
      firedDateTime: "2026-11-25T02:00:00.0000000Z",
      ...essentials,
    },
    alertContext,
  },
});

interface LogV2 {
  readonly target?: string;
  readonly query?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

/** A log alert of today (API 2021-08-01), with one criterion of its own for each set of dimensions. */
export const logV2 = (...criteria: readonly LogV2[]) =>
  common(
    { monitoringService: "Log Alerts V2", alertTargetIDs: [criteria[0]?.target ?? scopes.workspace] },
    {
      conditionType: "LogQueryCriteria",
      condition: {
        windowSize: "PT5M",
        allOf: criteria.map(({ query = "Heartbeat", dimensions = {}, event = null }) => ({
          searchQuery: query,
          operator: "GreaterThan",
          threshold: "0",
          timeAggregation: "Count",
          dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
          metricValue: 1,
          event,
        })),
      },
    },
  );

interface LogV1 {
  readonly service?: string;
  readonly target?: string;
  readonly query?: string;
  readonly items?: readonly string[];
  readonly type?: string;
  /** Names of columns, then the rows; null: without results. */
  readonly results?: readonly (readonly string[])[] | null;
}

/** A log alert of the first kind (API 2018-04-16). */
export function logV1({
  service = "Log Analytics",
  target = scopes.workspace,
  query = "Heartbeat",
  items = [],
  type = "Number of results",
  results = null,
}: LogV1) {
  const [columns = [], ...rows] = results ?? [];
  const tables = [
    { name: "PrimaryResult", columns: columns.map((name) => ({ name, type: "string" })), rows },
  ];
  return common(
    { monitoringService: service, alertTargetIDs: [target] },
    {
      SearchQuery: query,
      ResultCount: 1,
      AlertType: type,
      AffectedConfigurationItems: items,
      ...(results !== null && { SearchResults: { tables } }),
    },
  );
}
