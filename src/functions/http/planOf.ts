import type { CaptureLimits, CapturePlan } from "../../captures/plan/capturePlan.ts";
import type { Config } from "../../config.ts";

/** The plan for captures with these limits, under the app's settings. */
export const planOf = (config: Config, limits: CaptureLimits): CapturePlan => {
  const { namePrefix, sessionLimit, conflictPolicy, cooldownSeconds, installAgent, poll } = config;
  return { limits, namePrefix, sessionLimit, conflictPolicy, cooldownSeconds, installAgent, poll };
};
