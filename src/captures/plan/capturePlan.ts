import type { CaptureFilter } from "./captureFilter.ts";

/** What to do when a capture of ours is already running on the VM. */
export type ConflictPolicy = "join" | "replace" | "parallel";

/** Where the capture file is written: the storage account, the VM's own disk, or both. */
export type CaptureStore = "blob" | "guest" | "both";

/** Limits of one packet capture session. The first one that is reached ends it. */
export interface CaptureLimits {
  /** 1 to 18000. */
  readonly timeLimitSeconds: number;
  /** Bytes of the whole session, 1 to 4294967295. */
  readonly maxBytes: number;
  /** Bytes kept of each packet; 0 keeps whole packets. */
  readonly bytesPerPacket: number;
  readonly filters: readonly CaptureFilter[];
}

/** How an accepted alert is carried out: fixed when it is accepted, and part of the orchestration's input. */
export interface CapturePlan {
  readonly limits: CaptureLimits;
  readonly namePrefix: string;
  /** Sessions that one Network Watcher may hold before ours are cleared away. */
  readonly sessionLimit: number;
  readonly conflictPolicy: ConflictPolicy;
  /** A VM that was captured this recently is not captured again; 0: it is. */
  readonly cooldownSeconds: number;
  readonly installAgent: boolean;
  readonly poll: PollBounds;
}

/** Bounds of the time between two looks at a running capture, in seconds. */
export interface PollBounds {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}
