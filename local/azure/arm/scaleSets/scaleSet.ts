import type { PowerState } from "../virtualMachines/vm.ts";

interface ScaleSetInstance {
  /** `0`, for example. */
  readonly id: string;
  readonly powerState: PowerState;
  /** Whether it has the Network Watcher agent extension. */
  readonly agent: boolean;
}

/** A virtual machine scale set. */
export interface ScaleSet {
  /** ARM id in its true casing. */
  readonly id: string;
  readonly location: string;
  readonly orchestration: "Uniform" | "Flexible";
  readonly instances: readonly ScaleSetInstance[];
}

/** Parts of a capture's scope name instances by id. */
interface InstanceScope {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** The instances that a session runs on, and the ARM ids of those in its scope that it cannot run on. */
export interface CapturedInstances {
  readonly running: number;
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
    missing: missing.map((name) => `${id}/virtualMachines/${name}`),
  };
}

/** Whether a scope names ids or names is not published, so the last segment of either is taken. */
const instanceName = (text: string): string => text.split("/").at(-1) ?? text;
