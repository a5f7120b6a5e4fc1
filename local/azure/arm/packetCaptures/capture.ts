import type { ScenarioName } from "../../../traffic/namedScenarios.ts";
import type { Truth } from "../../../traffic/truth/truth.ts";
import type { PacketFilter } from "./session/packetFilter.ts";

/** How a capture ended, or will end as far as is known now. */
export interface CaptureEnding {
  /** Milliseconds since the epoch, like all times here. */
  readonly at: number;
  readonly status: "Stopped" | "Error";
  /** Empty where the service gives none. */
  readonly stopReason: "TimeExceeded" | "Manual" | "";
  readonly errors: readonly ("AgentStopped" | "StorageFailed")[];
  /**
   * The end of the traffic that the file is cut from. It lies after `at` when the byte limit ended the
   * capture.
   */
  readonly trafficUntil: number;
}

/** A packet capture resource and its session. */
export interface Capture {
  /** Its number among all captures ever created, from 1. */
  readonly sequence: number;
  readonly id: string;
  readonly name: string;
  readonly vm: { readonly id: string; readonly name: string; readonly address: string };
  /** The VM's traffic at the start of the capture. Later changes to the VM do not affect it. */
  readonly traffic: ScenarioName;
  /** The target as written in the request. */
  readonly target: string;
  readonly bytesToCapturePerPacket: number;
  /** 0: no limit. */
  readonly totalBytesPerSession: number;
  readonly timeLimitInSeconds: number;
  readonly filters: readonly PacketFilter[];
  readonly storageId: string | null;
  /** The file's place in the storage account, `container/name`; null: the file stays on the VM only. */
  readonly blob: string | null;
  readonly filePath: string | null;
  readonly createdAt: number;
  readonly ending: CaptureEnding;
  /** When the capture was found ended with its file in place; null: it is running. */
  readonly settledAt: number | null;
  /** Length of the capture file; null while the capture runs, and where there is no file. */
  readonly bytes: number | null;
  /** The file's known contents; null without a file, and for files made by an earlier version. */
  readonly truth: Truth | null;
  readonly deleteRequestedAt: number | null;
  readonly deletedAt: number | null;
}

export const captureStatus = (capture: Capture): "Running" | "Stopped" | "Error" =>
  capture.settledAt === null ? "Running" : capture.ending.status;
