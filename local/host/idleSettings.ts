/** Settings of host.json that this host uses. */
const used: readonly string[] = [
  "version",
  "logging.logLevel",
  "extensions.http.routePrefix",
  "extensions.durableTask.hubName",
  "extensions.durableTask.defaultVersion",
  "extensions.durableTask.versionMatchStrategy",
  "extensions.durableTask.versionFailureStrategy",
  "extensions.durableTask.maxConcurrentActivityFunctions",
  "extensions.durableTask.maxConcurrentOrchestratorFunctions",
  "extensions.durableTask.tracing.distributedTracingEnabled",
  "extensions.durableTask.tracing.version",
];

/** Settings for Azure's machines, telemetry and storage. Here they change nothing that an app can observe. */
const idle: readonly string[] = [
  "extensionBundle",
  "functionTimeout",
  "telemetryMode",
  "aggregator",
  "concurrency",
  "healthMonitor",
  "managedDependency",
  "singleton",
  "watchDirectories",
  "watchFiles",
  "logging.applicationInsights",
  "logging.console",
  "logging.fileLoggingMode",
  "extensions.durableTask.storageProvider",
  "extensions.durableTask.tracing.traceInputsAndOutputs",
  "extensions.durableTask.tracing.traceReplayEvents",
  "extensions.durableTask.useGracefulShutdown",
];

/**
 * The settings in a host.json that have no effect here.
 * @throws Error naming settings that would change the app's behaviour in Azure but not here.
 */
export function idleSettings(hostJson: object): readonly string[] {
  const settings = settingsOf(hostJson, "");
  const unknown = settings.filter((name) => !used.includes(name) && !idle.includes(name));
  if (unknown.length > 0) throw new Error(`The local host does not support ${unknown.join(", ")}.`);
  return settings.filter((name) => idle.includes(name));
}

/** Dotted names, as deep as known settings go. */
function settingsOf(value: object, above: string): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = above + name;
    const isSection = [...used, ...idle].some((known) => known.startsWith(`${path}.`));
    return isSection && typeof inner === "object" && inner !== null ? settingsOf(inner, `${path}.`) : [path];
  });
}
