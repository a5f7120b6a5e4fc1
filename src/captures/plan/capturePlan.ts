import type { CaptureFilter } from "./captureFilter.ts";

/** What to do when one of our own captures is already running on the VM. */
export type ConflictPolicy = "join" | "replace" | "parallel";

/** Where the capture file is written: the storage account, the VM's own disk, or both. */
export type CaptureStore = "blob" | "guest" | "both";

/** Limits of one packet capture session. Reaching any of them ends it. */
export interface CaptureLimits {
  /** 1 to 18000. */
  readonly timeLimitSeconds: number;
  /** Bytes per session, 1 to 4294967295. */
  readonly maxBytes: number;
  /** Bytes per packet; 0 keeps whole packets. */
  readonly bytesPerPacket: number;
  readonly filters: readonly CaptureFilter[];
}

/** How an accepted alert is carried out: fixed when it is accepted, and part of the orchestration's input. */
export interface CapturePlan {
  readonly limits: CaptureLimits;
  readonly namePrefix: string;
  /** Sessions that one Network Watcher may hold before our own finished ones are deleted. */
  readonly sessionLimit: number;
  readonly conflictPolicy: ConflictPolicy;
  /** A VM captured within this many seconds is skipped; 0: never. */
  readonly cooldownSeconds: number;
  readonly installAgent: boolean;
  readonly poll: PollBounds;
}

/** Bounds of the time between two polls of a running capture, in seconds. */
export interface PollBounds {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}
