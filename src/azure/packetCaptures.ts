import { AzureFault, calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import { readPages } from "./wire/readPages.ts";
import { readStatusAnswer } from "./wire/statusAnswer.ts";
import { toSession } from "./wire/toSession.ts";
import type { CaptureFilter } from "../captures/plan/captureFilter.ts";
import type { CaptureLimits } from "../captures/plan/capturePlan.ts";
import type { RingLimits } from "../captures/rings/ringLimits.ts";
import type { CaptureSession, SessionStatus, StatusQuery } from "../captures/site/captureSession.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { RawAnswer } from "./wire/laterAnswer.ts";
import type { PacketCapture } from "@azure/arm-network";

/** A capture to start. */
interface CaptureOrder {
  readonly name: string;
  readonly vmId: string;
  /** Of a scale set: those that it captures, at least one; null for a VM. */
  readonly instanceIds: readonly string[] | null;
  /** ARM id of the storage account; null: the file stays on the VM. */
  readonly storageAccountId: string | null;
  /** Path on the VM; null: the file goes only to storage. */
  readonly guestPath: string | null;
  readonly limits: CaptureLimits;
}

/** A session of a ring to start: a continuous capture. */
interface RingOrder {
  readonly name: string;
  readonly vmId: string;
  readonly storageAccountId: string;
  readonly limits: RingLimits;
  readonly filters: readonly CaptureFilter[];
}

/**
 * Packet capture sessions of a Network Watcher. Actions: Microsoft.Network/networkWatchers/packetCaptures/…
 */
export interface PacketCaptures {
  list(watcher: Watcher): Promise<CaptureSession[]>;
  find(watcher: Watcher, name: string): Promise<CaptureSession | null>;
  /** Starts a capture; resolves when the service has accepted it. */
  create(watcher: Watcher, order: CaptureOrder): Promise<void>;
  /** Starts a continuous capture; resolves when the service has accepted it. */
  createRing(watcher: Watcher, order: RingOrder): Promise<void>;
  /** Queries a session's status, which may be answered later; null when there is no such session. */
  status(watcher: Watcher, name: string): Promise<SessionStatus | StatusQuery | null>;
  /**
   * Asks for the answer of a query; null when the service no longer knows the query, or keeps the answer
   * from the app. Action: Microsoft.Network/locations/operationResults/read.
   */
  answer(watcher: Watcher, answerUrl: string): Promise<SessionStatus | StatusQuery | null>;
  /** Asks the service to stop a capture; its status shows when it has. */
  stop(watcher: Watcher, name: string): Promise<void>;
  /** Asks the service to delete a session, never its file; a list shows when it is gone. */
  remove(watcher: Watcher, name: string): Promise<void>;
}

type Operations = ReturnType<ResourceManager["network"]>["packetCaptures"];

const listing = "List the packet captures";
const creating = "Create the packet capture";
const asking = "Query the packet capture's status";

export function createPacketCaptures(arm: ResourceManager): PacketCaptures {
  const operations = ({ subscriptionId }: Watcher) => arm.network(subscriptionId).packetCaptures;
  return {
    list: (watcher) =>
      calling(listing, () =>
        readPages(arm, listing, operations(watcher).list(watcher.resourceGroup, watcher.name), toSession),
      ),
    find: (watcher, name) =>
      orNotFound(
        calling("Read the packet capture", async () =>
          toSession(await operations(watcher).get(watcher.resourceGroup, watcher.name, name, arm.signal())),
        ),
      ),
    create: (watcher, order) =>
      create(operations(watcher), watcher, order.name, toParameters(order), arm.signal()),
    createRing: (watcher, order) =>
      create(operations(watcher), watcher, order.name, toRing(order), arm.signal()),
    status: (watcher, name) => orNotFound(query(arm, watcher, name)),
    answer: ({ subscriptionId }, answerUrl) =>
      orWithheld(calling(asking, async () => read(arm, await arm.follow(subscriptionId, answerUrl)))),
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
  name: string,
  parameters: PacketCapture,
  signal: { readonly abortSignal: AbortSignal },
): Promise<void> =>
  calling(creating, async () => {
    const put = { accepted: false };
    const onResponse = ({ bodyAsText }: { bodyAsText?: string | null }) => {
      put.accepted ||= bodyAsText?.includes('"provisioningState"') ?? false;
    };
    const options = { ...signal, onResponse };
    await operations.create(resourceGroup, watcher, name, parameters, options).submitted();
    if (!put.accepted) throw unreadableAnswer(creating);
  });

/**
 * submitted() sends the POST. The service answers it at once only for a session that has ended; durable
 * timers follow the others.
 */
const query = (
  arm: ResourceManager,
  { subscriptionId, resourceGroup, name: watcher }: Watcher,
  name: string,
): Promise<SessionStatus | StatusQuery> =>
  calling(asking, async () => {
    const first: { answer?: RawAnswer } = {};
    const onResponse = (response: RawAnswer) => {
      first.answer ??= response;
    };
    const { packetCaptures } = arm.network(subscriptionId);
    await packetCaptures.getStatus(resourceGroup, watcher, name, { ...arm.signal(), onResponse }).submitted();
    return read(arm, first.answer);
  });

/** An answer elsewhere is refused at once, so that no later step, and no history, has its address. */
function read(arm: ResourceManager, answer: RawAnswer | undefined): SessionStatus | StatusQuery {
  const status = readStatusAnswer(asking, answer);
  if ("answerUrl" in status) arm.checkHost(status.answerUrl);
  return status;
}

/**
 * Answers are kept at the subscription, where the app's identity has no role of its own. It is a guess that
 * whoever began an operation may always read its result; a refusal must not end the capture.
 */
async function orWithheld<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AzureFault && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** @throws Error for a scale set without instances: an empty scope would mean every one of them */
function targetOf({
  vmId: target,
  instanceIds,
}: CaptureOrder): Pick<PacketCapture, "target" | "targetType" | "scope"> {
  if (instanceIds === null) return { target, targetType: "AzureVM" };
  if (instanceIds.length === 0) throw new Error(`No instance of ${target} is to be captured.`);
  return { target, targetType: "AzureVMSS", scope: { include: [...instanceIds], exclude: [] } };
}

const toParameters = (order: CaptureOrder): PacketCapture => ({
  ...targetOf(order),
  ...locationOf(order),
});

const locationOf = ({ storageAccountId, guestPath, limits }: CaptureOrder) => ({
  storageLocation: {
    ...(storageAccountId === null ? {} : { storageId: storageAccountId }),
    ...(guestPath === null ? {} : { filePath: guestPath }),
  },
  timeLimitInSeconds: limits.timeLimitSeconds,
  totalBytesPerSession: limits.maxBytes,
  bytesToCapturePerPacket: limits.bytesPerPacket,
  filters: limits.filters.map((filter) => ({ ...filter })),
});

/** Neither `filePath` nor the limits of an ordinary session belong to a continuous one. */
const toRing = ({ vmId, storageAccountId, limits, filters }: RingOrder): PacketCapture => ({
  target: vmId,
  targetType: "AzureVM",
  storageLocation: { storageId: storageAccountId },
  continuousCapture: true,
  captureSettings: {
    fileCount: limits.fileCount,
    fileSizeInBytes: limits.fileBytes,
    sessionTimeLimitInSeconds: limits.sessionSeconds,
  },
  bytesToCapturePerPacket: limits.bytesPerPacket,
  filters: filters.map((filter) => ({ ...filter })),
});
