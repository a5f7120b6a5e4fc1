import type { ScenarioName } from "../../../traffic/namedScenarios.ts";
import type { ResourceGroupPath } from "../resourceId.ts";
import type { OsType, PowerState } from "../virtualMachines/vm.ts";

export const scaleSetType = "Microsoft.Compute/virtualMachineScaleSets";

export interface ScaleSetInstance {
  /** `0`, for example; of a Flexible set its VM's name. */
  readonly id: string;
  readonly powerState: PowerState;
  /** Whether it has the Network Watcher agent extension. */
  readonly agent: boolean;
  /** The traffic in its captures. */
  readonly traffic: ScenarioName;
  /** Whether its file never reaches storage. */
  readonly losesFile: boolean;
}

/** A virtual machine scale set. */
export interface ScaleSet {
  /** ARM id in its true casing. */
  readonly id: string;
  readonly location: string;
  readonly orchestration: "Uniform" | "Flexible";
  readonly osType: OsType;
  /** How the paths of files name an instance, which is not published: `3`, or `web_3`. */
  readonly filesBy: "id" | "name";
  readonly instances: readonly ScaleSetInstance[];
}

const form =
  /^\/subscriptions\/(?<subscription>[0-9a-f-]{36})\/resourceGroups\/(?<group>[^/?#]+)\/providers\/Microsoft\.Compute\/virtualMachineScaleSets\/[\w.-]+$/i;

/** Where a scale set is, by its ARM id; null for any other text. */
export function parseScaleSetId(text: string): ResourceGroupPath | null {
  const { subscription, group } = form.exec(text)?.groups ?? {};
  return subscription === undefined || group === undefined ? null : { subscription, group };
}

/** The name of a Uniform set's instance. */
export const instanceNameIn = ({ id }: Pick<ScaleSet, "id">, instance: string): string =>
  `${id.split("/").at(-1) ?? ""}_${instance}`;

/** Parts of a capture's scope name instances by id. */
interface InstanceScope {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** The instances that a session runs on, and the ARM ids of those in its scope that it cannot run on. */
export interface CapturedInstances {
  readonly running: number;
  /** Their ids; absent in sessions of an earlier version. */
  readonly reached?: readonly string[];
  readonly missing: readonly string[];
}

/** Which instances of a scale set a session reaches. An included instance may not exist (any more). */
export function capturedInstances(set: ScaleSet | null, id: string, scope: InstanceScope): CapturedInstances {
  const all = set?.instances ?? [];
  const wanted = scope.include.length > 0 ? scope.include : all.map((instance) => instance.id);
  const inScope = wanted.map(instanceName).filter((name) => !scope.exclude.map(instanceName).includes(name));
  const reached = inScope.filter((name) =>
    all.some((instance) => instance.id === name && instance.powerState === "running" && instance.agent),
  );
  const missing = inScope.filter((name) => !reached.includes(name));
  return {
    running: reached.length,
    reached,
    missing: missing.map((name) => `${id}/virtualMachines/${name}`),
  };
}

/** Whether a scope names ids or names is not published, so the last segment of either is taken. */
const instanceName = (text: string): string => text.split("/").at(-1) ?? text;
