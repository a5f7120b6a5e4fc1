import type { ScenarioName } from "../../../traffic/namedScenarios.ts";
import type { Truth } from "../../../traffic/truth/truth.ts";
import type { PacketFilter } from "./session/packetFilter.ts";

/** How a capture ends, or is going to end as far as is known now. */
export interface CaptureEnding {
  /** Milliseconds since the epoch, as all moments here. */
  readonly at: number;
  readonly status: "Stopped" | "Error";
  /** Empty when the service gives none. */
  readonly stopReason: "TimeExceeded" | "Manual" | "";
  readonly errors: readonly ("AgentStopped" | "StorageFailed")[];
  /** The end of the traffic that the file is cut from; later than `at` when the byte limit ended the capture. */
  readonly trafficUntil: number;
}

/** A packet capture resource and its session. */
export interface Capture {
  /** Its number among all captures ever made, from 1. */
  readonly sequence: number;
  readonly id: string;
  readonly name: string;
  readonly vm: { readonly id: string; readonly name: string; readonly address: string };
  /** The VM's traffic when the capture began, which is what it captures to its end. */
  readonly traffic: ScenarioName;
  /** The target as the request named it. */
  readonly target: string;
  readonly bytesToCapturePerPacket: number;
  /** 0: no limit. */
  readonly totalBytesPerSession: number;
  readonly timeLimitInSeconds: number;
  readonly filters: readonly PacketFilter[];
  readonly storageId: string | null;
  /** Where the file goes in the storage account: `container/name`; null: it goes to the VM alone. */
  readonly blob: string | null;
  readonly filePath: string | null;
  readonly createdAt: number;
  readonly ending: CaptureEnding;
  /** When it was seen to have ended, its file in place; null: it runs. */
  readonly settledAt: number | null;
  /** Length of the capture file; null while it runs, and when there is none. */
  readonly bytes: number | null;
  /** What is in the file; null without one, and for files that an earlier version made. */
  readonly truth: Truth | null;
  readonly deleteRequestedAt: number | null;
  readonly deletedAt: number | null;
}

export const captureStatus = (capture: Capture): "Running" | "Stopped" | "Error" =>
  capture.settledAt === null ? "Running" : capture.ending.status;
