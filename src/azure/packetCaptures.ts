import { calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import type { CaptureLimits } from "../captures/plan/capturePlan.ts";
import type { CaptureSession, SessionStatus } from "../captures/site/captureSession.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { PacketCapture, PacketCaptureQueryStatusResult, PacketCaptureResult } from "@azure/arm-network";

/** A capture to start. */
interface CaptureOrder {
  readonly name: string;
  readonly vmId: string;
  /** ARM id of the storage account; null: the file stays on the VM. */
  readonly storageAccountId: string | null;
  /** Path on the VM; null: the file goes only to storage. */
  readonly guestPath: string | null;
  readonly limits: CaptureLimits;
}

/**
 * Packet capture sessions of a Network Watcher. Actions: Microsoft.Network/networkWatchers/packetCaptures/…
 */
export interface PacketCaptures {
  list(watcher: Watcher): Promise<CaptureSession[]>;
  find(watcher: Watcher, name: string): Promise<CaptureSession | null>;
  /** Starts a capture; resolves when the service has accepted it. */
  create(watcher: Watcher, order: CaptureOrder): Promise<void>;
  /** Null when there is no such session. */
  status(watcher: Watcher, name: string): Promise<SessionStatus | null>;
  /** Asks the service to stop a capture; its status shows when it has. */
  stop(watcher: Watcher, name: string): Promise<void>;
  /** Asks the service to delete a session, never its file; a list shows when it is gone. */
  remove(watcher: Watcher, name: string): Promise<void>;
}

type Operations = ReturnType<ResourceManager["network"]>["packetCaptures"];

const creating = "Create the packet capture";
const asking = "Query the packet capture's status";

export function createPacketCaptures(arm: ResourceManager): PacketCaptures {
  const operations = ({ subscriptionId }: Watcher) => arm.network(subscriptionId).packetCaptures;
  return {
    list: (watcher) =>
      calling("List the packet captures", async () => {
        const sessions: CaptureSession[] = [];
        for await (const item of operations(watcher).list(watcher.resourceGroup, watcher.name, arm.signal()))
          sessions.push(toSession(item));
        return sessions;
      }),
    find: (watcher, name) =>
      orNotFound(
        calling("Read the packet capture", async () =>
          toSession(await operations(watcher).get(watcher.resourceGroup, watcher.name, name, arm.signal())),
        ),
      ),
    create: (watcher, order) => create(operations(watcher), watcher, order, arm.signal()),
    status: (watcher, name) =>
      orNotFound(
        calling(asking, async () =>
          toStatus(
            await operations(watcher).getStatus(watcher.resourceGroup, watcher.name, name, arm.signal()),
          ),
        ),
      ),
    stop: (watcher, name) =>
      calling("Stop the packet capture", () =>
        operations(watcher).stop(watcher.resourceGroup, watcher.name, name, arm.signal()).submitted(),
      ),
    remove: (watcher, name) =>
      calling("Delete the packet capture", () =>
        operations(watcher).delete(watcher.resourceGroup, watcher.name, name, arm.signal()).submitted(),
      ),
  };
}

/**
 * submitted() sends the PUT; the poller itself is never awaited, because durable timers follow the capture.
 */
const create = (
  operations: Operations,
  { resourceGroup, name: watcher }: Watcher,
  order: CaptureOrder,
  signal: { readonly abortSignal: AbortSignal },
): Promise<void> =>
  calling(creating, async () => {
    const put = { accepted: false };
    const onResponse = ({ bodyAsText }: { bodyAsText?: string | null }) => {
      put.accepted ||= bodyAsText?.includes('"provisioningState"') ?? false;
    };
    const options = { ...signal, onResponse };
    await operations.create(resourceGroup, watcher, order.name, toParameters(order), options).submitted();
    if (!put.accepted) throw unreadableAnswer(creating);
  });

const toParameters = ({ vmId, storageAccountId, guestPath, limits }: CaptureOrder): PacketCapture => ({
  target: vmId,
  targetType: "AzureVM",
  storageLocation: {
    ...(storageAccountId === null ? {} : { storageId: storageAccountId }),
    ...(guestPath === null ? {} : { filePath: guestPath }),
  },
  timeLimitInSeconds: limits.timeLimitSeconds,
  totalBytesPerSession: limits.maxBytes,
  bytesToCapturePerPacket: limits.bytesPerPacket,
  filters: limits.filters.map((filter) => ({ ...filter })),
});

/** The service's maximum, and its default. */
const longestTimeLimitSeconds = 18_000;

const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text === "" ? null : text;

const toSession = (item: PacketCaptureResult): CaptureSession => ({
  name: item.name ?? "",
  target: item.target ?? "",
  provisioningState: item.provisioningState ?? null,
  timeLimitSeconds: item.timeLimitInSeconds ?? longestTimeLimitSeconds,
  fileUrl: textOrNull(item.storageLocation?.storagePath),
  guestPath: textOrNull(item.storageLocation?.filePath),
});

const states: readonly SessionStatus["state"][] = ["NotStarted", "Running", "Stopped", "Error"];

/** @throws AzureFault when the response has no status */
function toStatus(result: PacketCaptureQueryStatusResult): SessionStatus {
  if (result.packetCaptureStatus === undefined) throw unreadableAnswer(asking);
  return {
    state: states.find((state) => state === result.packetCaptureStatus) ?? "Unknown",
    stopReason: textOrNull(result.stopReason),
    errors: result.packetCaptureError ?? [],
    startedAt: result.captureStartTime?.toISOString() ?? null,
  };
}
