import type { ScenarioName } from "../../../traffic/namedScenarios.ts";
import type { VmNetwork } from "../../../traffic/network/vmNetwork.ts";
import type { Truth } from "../../../traffic/truth/truth.ts";
import type { CapturedInstances } from "../scaleSets/scaleSet.ts";
import type { PacketFilter } from "./session/packetFilter.ts";

/** How a capture ended, or will end as far as is known now. */
export interface CaptureEnding {
  /** Milliseconds since the epoch, like all times here. */
  readonly at: number;
  /** Empty where the service gives none; a sentence for a scale set. */
  readonly stopReason: string;
  /** Codes of the API, or sentences. */
  readonly errors: readonly string[];
  /**
   * The end of the traffic that the file is cut from. It lies after `at` when the byte limit ended the
   * capture.
   */
  readonly trafficUntil: number;
}

/** The ring of a continuous capture. */
export interface CaptureSettings {
  readonly fileCount: number;
  readonly fileSizeInBytes: number;
  readonly sessionTimeLimitInSeconds: number;
}

/** A file of a ring in storage. */
export interface RingFile {
  /** Its place, `container/name`. */
  readonly blob: string;
  readonly bytes: number;
  readonly packets: number;
  /** ISO 8601 with milliseconds, rounded down. */
  readonly firstPacketAt: string;
  readonly lastPacketAt: string;
}

/** The file of one instance of a scale set. */
export interface InstanceFile {
  readonly id: string;
  /** Its place, `container/name`. */
  readonly blob: string;
  readonly bytes: number;
  readonly truth: Truth;
}

/** A packet capture resource and its session. */
export interface Capture {
  /** Its number among all captures ever created, from 1. */
  readonly sequence: number;
  readonly id: string;
  readonly name: string;
  /** The VM, or the scale set, which has no address. */
  readonly vm: { readonly id: string; readonly name: string; readonly address: string };
  /** The VM's traffic at the start of the capture. Later changes to the VM do not affect it. */
  readonly traffic: ScenarioName;
  /** What that traffic meets, likewise; null or absent: nothing stands in its way. */
  readonly network?: VmNetwork | null;
  /** The target as written in the request. */
  readonly target: string;
  readonly targetType: "AzureVM" | "AzureVMSS";
  readonly scope: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** The instances of a scale set that it runs on; null for a VM. */
  readonly instances: CapturedInstances | null;
  readonly bytesToCapturePerPacket: number;
  /** 0: no limit. */
  readonly totalBytesPerSession: number;
  /** Of a continuous session, the limit of its settings. */
  readonly timeLimitInSeconds: number;
  /** Null, true and false are three states; true and false both make a session a continuous one. */
  readonly continuousCapture: boolean | null;
  readonly captureSettings: CaptureSettings | null;
  readonly filters: readonly PacketFilter[];
  readonly storageId: string | null;
  /** The file's place in the storage account, `container/name`; null: the file stays on the VM only. */
  readonly blob: string | null;
  /** What a continuous session has in storage; null for all others. */
  readonly ring: {
    /** The place that its files' names begin with, `container/name.cap`. */
    readonly base: string;
    /** The oldest first, as they were when storage was last brought up to date; null: never. */
    readonly files: readonly RingFile[] | null;
  } | null;
  /** What a session on a scale set has left in storage; null while it runs, and for all others. */
  readonly instanceFiles: readonly InstanceFile[] | null;
  /** Whether it records the traffic of its VM that goes on, as all do since the VM had a ring. */
  readonly onTimeline: boolean;
  readonly filePath: string | null;
  readonly localPath: string | null;
  /** As of its VM when it began. */
  readonly statusAfterSeconds: number | null;
  readonly createdAt: number;
  /** When its resource becomes `Succeeded`. */
  readonly provisionedAt: number;
  /** When its first packet may come. */
  readonly startedAt: number;
  readonly ending: CaptureEnding;
  /** When the capture was found ended with its file in place; null: it is running. */
  readonly settledAt: number | null;
  /** Length of its files; null while the capture runs, and where there is none. */
  readonly bytes: number | null;
  /** The file's known contents; null without a file, and for files made by an earlier version. */
  readonly truth: Truth | null;
  /** The operation of the last query of its status. */
  readonly lastQuery: string | null;
  readonly deleteRequestedAt: number | null;
  /** When a requested deletion is done. */
  readonly deletionDueAt: number | null;
  readonly deletedAt: number | null;
}

export const captureStatus = (capture: Capture): "Running" | "Stopped" =>
  capture.settledAt === null ? "Running" : "Stopped";

/** Whether simulated Azure makes the session's one file. It makes none of a scale set or a failure. */
export const leavesFile = ({ targetType, continuousCapture, ending }: Capture): boolean =>
  targetType === "AzureVM" && continuousCapture === null && ending.errors.length === 0;
