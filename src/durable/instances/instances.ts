import type { InstanceStatus } from "./instanceStatus.ts";
import type { ResolvedOrder } from "./resolvedEvent.ts";
import type { StopOrder } from "./stopEvent.ts";

/** A runtime status by which instances can be selected. */
type RuntimeStatus = "Pending" | "Running" | "Completed" | "Failed" | "Terminated" | "Canceled";

/** Starts, reads and stops orchestrations. Each call has a timeout. @throws BackendUnavailable */
export interface Instances {
  /**
   * Starts an instance unless one with that id exists, running or ended: an ended one marks its alert as
   * handled. Two simultaneous calls may both return "accepted"; there is still only one instance.
   */
  start(order: InstanceOrder): Promise<"accepted" | "duplicate">;
  /**
   * Every instance created since then, including children, unordered. `seconds`: a timeout other than the
   * usual one.
   */
  list(since: Date, statuses?: readonly RuntimeStatus[], seconds?: number): Promise<InstanceStatus[]>;
  /** Status of an instance; null when there is none. */
  read(instanceId: string): Promise<InstanceStatus | null>;
  /** The same, of an ended instance with its history and the results in it where the backend has one. */
  readWithHistory(instanceId: string): Promise<InstanceStatus | null>;
  /**
   * Raises the event that ends a running capture early; `force`: also for other alerts that follow it.
   * Nothing happens to an ended or missing instance.
   */
  stop(instanceId: string, order: StopOrder): Promise<void>;
  /** Raises the event that its alert has resolved. Nothing happens to an ended or missing instance. */
  resolve(instanceId: string, order: ResolvedOrder): Promise<void>;
}

/** An orchestration to start. */
export interface InstanceOrder {
  readonly name: string;
  readonly instanceId: string;
  /** Plain JSON. */
  readonly input: unknown;
  /** The version of its orchestrator; the host's default when absent. */
  readonly version?: string;
}
