import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What this host heeds of host.json. */
export interface HostSettings {
  /** Before every route; may be empty. */
  readonly routePrefix: string;
  readonly hubName: string;
  /** Version of instances whose starter names none. */
  readonly defaultVersion: string;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrators: number;
}

interface HostJson {
  readonly extensions?: {
    readonly http?: { readonly routePrefix?: string };
    readonly durableTask?: {
      readonly hubName?: string;
      readonly defaultVersion?: string;
      readonly maxConcurrentActivityFunctions?: number;
      readonly maxConcurrentOrchestratorFunctions?: number;
    };
  };
}

export type Env = Readonly<Record<string, string | undefined>>;

/** @throws Error when host.json is missing or wrong. */
export async function readHostSettings(appDirectory: string, env: Env): Promise<HostSettings> {
  const file = join(appDirectory, "host.json");
  const { extensions = {} } = JSON.parse(await readFile(file, "utf8")) as HostJson;
  const { http = {}, durableTask = {} } = extensions;
  const hubName = resolveSettings(durableTask.hubName ?? "TestHubName", env);
  if (hubName === "") throw new Error(`${file}: the setting that hubName names is missing.`);
  return {
    routePrefix: http.routePrefix ?? "api",
    hubName,
    defaultVersion: durableTask.defaultVersion ?? "",
    maxConcurrentActivities: durableTask.maxConcurrentActivityFunctions ?? 10,
    maxConcurrentOrchestrators: durableTask.maxConcurrentOrchestratorFunctions ?? 5,
  };
}

/** Puts settings in the place of their %names%; a missing one is empty. */
export const resolveSettings = (text: string, env: Env): string =>
  text.replace(/%([^%]+)%/g, (_, name: string) => env[name] ?? "");
