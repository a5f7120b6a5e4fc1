import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { errorText } from "../environment/errorText.ts";
import { idleSettings } from "./idleSettings.ts";
import { readLogLevels, type LogFilter } from "./logFilter.ts";
import { failureStrategies, matchStrategies, type Versions } from "./versions.ts";
import type { EnvironmentVariables } from "../environment/environmentVariables.ts";

/** The settings of host.json that this host uses. */
export interface HostSettings {
  /** Prefix of every route; may be empty. */
  readonly routePrefix: string;
  readonly hubName: string;
  readonly versions: Versions;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrators: number;
  /** Whether Durable's distributed tracing is on. */
  readonly tracesOrchestrations: boolean;
  readonly isLogged: LogFilter;
  /** Names of settings without effect here. */
  readonly idle: readonly string[];
}

interface HostJson {
  readonly logging?: { readonly logLevel?: unknown };
  readonly extensions?: {
    readonly http?: { readonly routePrefix?: string };
    readonly durableTask?: {
      readonly hubName?: string;
      readonly defaultVersion?: string;
      readonly versionMatchStrategy?: string;
      readonly versionFailureStrategy?: string;
      readonly maxConcurrentActivityFunctions?: number;
      readonly maxConcurrentOrchestratorFunctions?: number;
      readonly tracing?: { readonly distributedTracingEnabled?: boolean; readonly version?: string };
    };
  };
}

/** @throws Error when host.json is missing or invalid, or has a setting that this host does not support. */
export async function readHostSettings(
  appDirectory: string,
  env: EnvironmentVariables,
): Promise<HostSettings> {
  const file = join(appDirectory, "host.json");
  const text = await readFile(file, "utf8");
  try {
    return settingsOf(JSON.parse(text) as HostJson, env);
  } catch (error) {
    throw new Error(`${file}: ${errorText(error)}`, { cause: error });
  }
}

function settingsOf(hostJson: HostJson, env: EnvironmentVariables): HostSettings {
  const idle = idleSettings(hostJson);
  const { logging = {}, extensions = {} } = hostJson;
  const { http = {}, durableTask = {} } = extensions;
  const { maxConcurrentActivityFunctions = 10, maxConcurrentOrchestratorFunctions = 5 } = durableTask;
  return {
    routePrefix: http.routePrefix ?? "api",
    hubName: hubNameOf(resolveSettings(durableTask.hubName ?? "TestHubName", env)),
    versions: {
      own: durableTask.defaultVersion ?? "",
      match: oneOf(
        "versionMatchStrategy",
        matchStrategies,
        durableTask.versionMatchStrategy ?? "CurrentOrOlder",
      ),
      failure: oneOf(
        "versionFailureStrategy",
        failureStrategies,
        durableTask.versionFailureStrategy ?? "Reject",
      ),
    },
    maxConcurrentActivities: positive("maxConcurrentActivityFunctions", maxConcurrentActivityFunctions),
    maxConcurrentOrchestrators: positive(
      "maxConcurrentOrchestratorFunctions",
      maxConcurrentOrchestratorFunctions,
    ),
    tracesOrchestrations: tracesOrchestrations(durableTask.tracing ?? {}),
    isLogged: readLogLevels(logging.logLevel ?? {}),
    idle,
  };
}

function hubNameOf(name: string): string {
  if (name === "") throw new Error("The setting that hubName refers to is missing.");
  // Azure Storage's rule; other storage providers allow more.
  if (!/^[a-z][a-z0-9]{2,44}$/i.test(name))
    throw new Error(`The hubName '${name}' must be 3 to 45 letters and digits, beginning with a letter.`);
  return name;
}

/**
 * Whether tracing is on; off by default. Version 1 needs Azure Storage and Application Insights' SDK, and is
 * not supported here.
 */
function tracesOrchestrations({
  distributedTracingEnabled = false,
  version = "V1",
}: {
  readonly distributedTracingEnabled?: boolean;
  readonly version?: string;
}): boolean {
  if (distributedTracingEnabled && version !== "V2")
    throw new Error("The local host supports distributed tracing V2 only: tracing.version must be V2.");
  return distributedTracingEnabled;
}

/** The real host reads names in any casing. */
function oneOf<Name extends string>(setting: string, names: readonly Name[], text: string): Name {
  const found = names.find((name) => name.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new Error(`${setting} must be one of ${names.join(", ")}.`);
  return found;
}

function positive(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a positive integer.`);
  return value;
}

/** Replaces %NAME% by the setting NAME; a missing one is empty. */
export const resolveSettings = (text: string, env: EnvironmentVariables): string =>
  text.replace(/%([^%]+)%/g, (_, name: string) => env[name] ?? "");
