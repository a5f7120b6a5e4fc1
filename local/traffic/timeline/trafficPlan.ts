import type { ScenarioName } from "../namedScenarios.ts";
import type { VmNetwork } from "../network/vmNetwork.ts";

/** Traffic that a VM has for a while, beside its usual one. */
export interface Incident {
  readonly traffic: ScenarioName;
  /** Milliseconds since the epoch, like all times here. */
  readonly from: number;
  readonly until: number;
}

/** What a VM's traffic is from a moment on. What has begun before that moment goes on as it was planned. */
export interface TrafficPlan {
  readonly since: number;
  readonly traffic: ScenarioName;
  readonly incidents: readonly Incident[];
  /** What its packets meet; absent: nothing stands in their way. */
  readonly network?: VmNetwork;
}
