/** Settings of host.json that this host heeds. */
const heeded: readonly string[] = [
  "version",
  "logging.logLevel",
  "extensions.http.routePrefix",
  "extensions.durableTask.hubName",
  "extensions.durableTask.defaultVersion",
  "extensions.durableTask.maxConcurrentActivityFunctions",
  "extensions.durableTask.maxConcurrentOrchestratorFunctions",
  "extensions.durableTask.tracing.distributedTracingEnabled",
  "extensions.durableTask.tracing.version",
];

/** Settings about Azure's machines, telemetry and storage, which change nothing that an app can see here. */
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
 * The settings without effect here that a host.json has.
 * @throws Error naming the settings that would change the app's behaviour in Azure and not here.
 */
export function idleSettings(hostJson: object): readonly string[] {
  const settings = settingsOf(hostJson, "");
  const unknown = settings.filter((name) => !heeded.includes(name) && !idle.includes(name));
  if (unknown.length > 0) throw new Error(`The local host lacks ${unknown.join(", ")}.`);
  return settings.filter((name) => idle.includes(name));
}

/** Names with dots, as deep as they are known. */
function settingsOf(value: object, above: string): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = above + name;
    const isSection = [...heeded, ...idle].some((known) => known.startsWith(`${path}.`));
    return isSection && typeof inner === "object" && inner !== null ? settingsOf(inner, `${path}.`) : [path];
  });
}
