import { orchestratorNames } from "./orchestratorNames.ts";

/** An orchestration as the Durable client returns it. */
export interface InstanceStatus {
  readonly instanceId: string;
  readonly name: string;
  /** "Pending", "Running", "Completed", "Failed", "Terminated", … */
  readonly runtimeStatus: string;
  readonly createdTime: string | Date;
  readonly lastUpdatedTime: string | Date;
  readonly customStatus?: unknown;
  readonly input?: unknown;
  readonly output?: unknown;
  /** Only where it was asked for. */
  readonly history?: readonly unknown[];
}

/** Runtime statuses of orchestrations that have ended. */
export const endedStatuses = ["Completed", "Failed", "Terminated", "Canceled"] as const;

/** Runtime statuses of orchestrations that have ended without a result. */
export const interruptedStatuses = ["Failed", "Terminated", "Canceled"] as const;

export const isInterrupted = ({ runtimeStatus }: Pick<InstanceStatus, "runtimeStatus">): boolean =>
  interruptedStatuses.some((status) => status === runtimeStatus);

export const hasEndedInstance = ({ runtimeStatus }: InstanceStatus): boolean =>
  endedStatuses.some((status) => status === runtimeStatus);

/** Whether an instance stands for an alert or a request; all others are children of one. */
export const isParent = ({ name }: InstanceStatus): boolean => name === orchestratorNames.captureOnAlert;
