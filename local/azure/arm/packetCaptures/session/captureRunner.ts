import { capturedInstances } from "../../scaleSets/scaleSet.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { leavesFile, type Capture, type CaptureEnding } from "../capture.ts";
import { inTurn } from "./inTurn.ts";
import { plannedEnding, sessionFile } from "./sessionFile.ts";
import { agentStopped, toldEnding, type Told } from "./toldEnding.ts";
import type { Clock } from "../../../../environment/clock.ts";
import type { Latencies } from "../../../createLatencies.ts";
import type { ScaleSets } from "../../scaleSets/scaleSets.ts";
import type { AgentStop } from "../../virtualMachines/vm.ts";
import type { Vms } from "../../virtualMachines/vms.ts";
import type { CaptureBlobs } from "./captureBlobs.ts";
import type { CaptureTable } from "./captureTable.ts";

/** Files are built in memory, so more at a time would only cost more memory. */
const filesAtOnce = 4;

interface CaptureRunnerOptions {
  readonly clock: Clock;
  readonly store: CaptureTable;
  readonly vms: Vms;
  readonly scaleSets: ScaleSets;
  readonly files: CaptureBlobs;
  readonly latencies: Latencies;
}

/** What a request decides about a capture. The rest is how its session goes. */
type CaptureOrder = Omit<
  Capture,
  | "sequence"
  | "provisionedAt"
  | "startedAt"
  | "ending"
  | "settledAt"
  | "bytes"
  | "truth"
  | "lastQuery"
  | "deleteRequestedAt"
  | "deletionDueAt"
  | "deletedAt"
>;

/**
 * Runs packet captures on the clock. All state is in the table, so a new process continues where a killed one
 * stopped.
 */
export class CaptureRunner {
  readonly #options: CaptureRunnerOptions;
  readonly #timers = new Map<number, () => void>();
  readonly #settling = new Map<number, Promise<void>>();
  readonly #inTurn = inTurn(filesAtOnce);
  #closed = false;

  constructor(options: CaptureRunnerOptions) {
    this.#options = options;
  }

  /** Restores files that storage has lost, then continues all captures that are not finished. */
  async resume(): Promise<void> {
    await this.#restoreFiles();
    for (const capture of this.#options.store.open()) this.#arm(capture);
  }

  /** Starts a capture. @throws Error when a capture of this id exists. */
  begin(order: CaptureOrder, agentStop: AgentStop | null): Capture {
    const { latencies, store } = this.#options;
    const startedAt = order.createdAt + latencies.startCapture();
    const capture = store.insert({
      ...order,
      provisionedAt: order.createdAt + latencies.createCapture(),
      startedAt,
      ending: plannedEnding({ ...order, startedAt }, agentStop),
      settledAt: null,
      bytes: null,
      truth: null,
      lastQuery: null,
      deleteRequestedAt: null,
      deletionDueAt: null,
      deletedAt: null,
    });
    this.#arm(capture);
    return capture;
  }

  /** Stops a capture early. Does nothing when the capture ends before the stop takes effect. */
  stop(capture: Capture): void {
    const { clock, latencies } = this.#options;
    this.#stopAt(capture, clock.now() + latencies.stopCapture());
  }

  /** Stops and deletes a capture. Its file stays. */
  remove(capture: Capture): void {
    if (capture.deleteRequestedAt !== null) return;
    const { clock, latencies, store } = this.#options;
    const deleteRequestedAt = clock.now();
    this.#stopAt(capture, deleteRequestedAt);
    const current = store.get(capture.sequence) ?? capture;
    const deletionDueAt = deleteRequestedAt + latencies.deleteCapture();
    const removed = { ...current, deleteRequestedAt, deletionDueAt };
    store.save(removed);
    this.#arm(removed);
  }

  /** Ends captures whose machines are gone, no longer run, or have lost their agent. */
  targetsChanged(): void {
    const { clock, store } = this.#options;
    const at = clock.now();
    for (const capture of store.open()) {
      const told = this.#lostTarget(capture, at);
      if (told !== null) this.#endEarly(capture, { ...told, at, trafficUntil: at });
    }
  }

  /** How a capture is told to have ended by the loss of its target; null: its target is there. */
  #lostTarget({ vm: target, targetType, scope }: Capture, now: number): Told | null {
    const { vms, scaleSets } = this.#options;
    if (targetType === "AzureVM") {
      const vm = vms.find(target.id);
      const runs = vm?.powerState === "running" && hasAgent(vm, now);
      return runs ? null : agentStopped(target.id, vm?.agentStop?.form ?? "code");
    }
    const instances = capturedInstances(scaleSets.find(target.id), target.id, scope);
    return instances.running > 0 ? null : toldEnding("TimeExceeded", instances);
  }

  #stopAt(capture: Capture, at: number): void {
    this.#endEarly(capture, { ...toldEnding("Manual", capture.instances), at, trafficUntil: at });
  }

  /** Stops all timers and aborts uploads. The next start writes those files again. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#options.files.close();
    for (const cancel of this.#timers.values()) cancel();
    await Promise.all(this.#settling.values());
  }

  #endEarly(capture: Capture, ending: CaptureEnding): void {
    if (capture.settledAt !== null || this.#settling.has(capture.sequence)) return;
    if (capture.ending.at <= ending.at) return;
    const ended = { ...capture, ending };
    this.#options.store.save(ended);
    this.#arm(ended);
  }

  #arm(capture: Capture): void {
    this.#timers.get(capture.sequence)?.();
    this.#timers.delete(capture.sequence);
    const due = nextChange(capture);
    if (due === null || this.#closed || this.#settling.has(capture.sequence)) return;
    const action = () => {
      this.#timers.delete(capture.sequence);
      this.#advance(capture.sequence);
    };
    this.#timers.set(capture.sequence, this.#options.clock.at(due, action));
  }

  #advance(sequence: number): void {
    const { store, clock } = this.#options;
    const capture = store.get(sequence);
    if (capture === null) return;
    if (capture.settledAt !== null) {
      store.save({ ...capture, deletedAt: clock.now() });
      return;
    }
    const release = clock.hold();
    const settled = this.#settle(capture).finally(() => {
      this.#settling.delete(sequence);
      const current = store.get(sequence);
      if (current !== null) this.#arm(current);
      release();
    });
    this.#settling.set(sequence, settled);
  }

  /** The file is written first: a capture that reports an end has its file. */
  async #settle(capture: Capture): Promise<void> {
    const { store, clock } = this.#options;
    const written = await this.#write(capture);
    if (written === "failed" && this.#closed) return;
    const current = store.get(capture.sequence) ?? capture;
    const settled = { ...current, settledAt: clock.now() };
    if (written !== "failed") store.save({ ...settled, ...written });
    // No recording has a failure of storage; it is told like that of an agent.
    else
      store.save({
        ...settled,
        ending: { ...capture.ending, stopReason: "Error", errors: ["StorageFailed"] },
      });
  }

  /** Length and known contents of the file; null when the capture leaves none. */
  #write(capture: Capture): Promise<Pick<Capture, "bytes" | "truth"> | "failed"> {
    return this.#inTurn(async () => {
      if (!leavesFile(capture)) return { bytes: null, truth: null };
      const { bytes: file, truth } = sessionFile(capture);
      try {
        if (capture.blob !== null) await this.#options.files.write(capture.blob, file);
        return { bytes: file.length, truth };
      } catch {
        return "failed";
      }
    });
  }

  async #restoreFiles(): Promise<void> {
    const kept = this.#options.store
      .all()
      .filter(({ settledAt, bytes, blob }) => settledAt !== null && bytes !== null && blob !== null);
    if (kept.length === 0) return;
    const missing = await this.#options.files.missing(kept.map(({ blob }) => blob ?? ""));
    const lost = kept.filter(({ blob }) => missing.has(blob ?? ""));
    await Promise.all(lost.map((capture) => this.#write(capture)));
  }
}

/** When the capture's next change is due; null: it changes no more. */
function nextChange(capture: Capture): number | null {
  if (capture.settledAt === null) return capture.ending.at;
  return capture.deletedAt === null ? capture.deletionDueAt : null;
}
