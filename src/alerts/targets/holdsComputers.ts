/** Tables of services whose "computers" and "hosts" are their own workers, or hosts of URLs. */
const platformTables =
  /\b(?:AppService\w+|App(?:Requests|Dependencies|Exceptions|Traces|Events|Metrics|PerformanceCounters|PageViews|BrowserTimings|AvailabilityResults)|FunctionAppLogs|AzureDiagnostics|AGW\w+Logs|Azure\w*FrontDoor\w*|ApiManagement\w*Logs|Storage(?:Blob|File|Queue|Table)Logs)\b/;
/** Those of a classic Application Insights resource, with which a query begins. */
const applicationTables =
  /^\s*(?:requests|dependencies|exceptions|traces|customEvents|customMetrics|pageViews|browserTimings|availabilityResults)\b/;

/** `/providers/<namespace>/<type>/…` at the end of a resource's id. */
const resourceType = /\/providers\/([\w.]+\/[\w]+)\/[^/]+\/?$/i;
/** Resources whose data comes from computers. */
const holders =
  /^microsoft\.(?:operationalinsights\/workspaces|monitor\/accounts|desktopvirtualization\/\w+|automation\/automationaccounts|compute\/\w+)$/i;

interface Origin {
  /** Ids of the alert's targets, as sent. */
  readonly targets: readonly string[];
  /** Values of its dimensions: ids among them say what it is about. */
  readonly values: readonly string[];
  /** "Log Alerts V2", "Log Analytics", "Application Insights", …; null where the payload has none. */
  readonly service: string | null;
  /** Texts of its log queries. */
  readonly queries: readonly string[];
}

const mayHold = (target: string): boolean =>
  holders.test(resourceType.exec(target)?.[1] ?? "") || !isResource(target);
/** Whether a text is the id of a single resource: subscriptions, resource groups and other texts are not. */
const isResource = (target: string): boolean => /^\/.*\/providers\//i.test(target);

/**
 * Whether the names in an alert can be those of computers. An App Service worker has a `ComputerName` too, a
 * gateway of API Management a `Hostname`, and the configuration items of Application Insights are apps.
 */
export const holdsComputers = ({ targets, values, service, queries }: Origin): boolean =>
  !/^application ?insights/i.test(service ?? "") &&
  [targets, values.filter(isResource)].every((ids) => ids.length === 0 || ids.some(mayHold)) &&
  !queries.some((query) => platformTables.test(query) || applicationTables.test(query));
