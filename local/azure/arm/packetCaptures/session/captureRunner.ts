import { latencies } from "../../../world.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { inTurn } from "./inTurn.ts";
import { plannedEnding, sessionFile } from "./sessionFile.ts";
import type { Clock } from "../../../../environment/clock.ts";
import type { Vms } from "../../virtualMachines/vms.ts";
import type { Capture, CaptureEnding } from "../capture.ts";
import type { CaptureBlobs } from "./captureBlobs.ts";
import type { CaptureTable } from "./captureTable.ts";

/** Files are built in memory, so more at a time would only cost more memory. */
const filesAtOnce = 4;

interface CaptureRunnerOptions {
  readonly clock: Clock;
  readonly store: CaptureTable;
  readonly vms: Vms;
  readonly files: CaptureBlobs;
}

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
  begin(
    request: Omit<
      Capture,
      "sequence" | "ending" | "settledAt" | "bytes" | "truth" | "deleteRequestedAt" | "deletedAt"
    >,
  ): Capture {
    const capture = this.#options.store.insert({
      ...request,
      ending: plannedEnding(request),
      settledAt: null,
      bytes: null,
      truth: null,
      deleteRequestedAt: null,
      deletedAt: null,
    });
    this.#arm(capture);
    return capture;
  }

  /** Stops a capture early. Does nothing when the capture ends before the stop takes effect. */
  stop(capture: Capture): void {
    const at = this.#options.clock.now() + latencies.stopCaptureMs;
    this.#endEarly(capture, { at, status: "Stopped", stopReason: "Manual", errors: [], trafficUntil: at });
  }

  /** Stops and deletes a capture. Its file stays. */
  remove(capture: Capture): void {
    if (capture.deleteRequestedAt !== null) return;
    const at = this.#options.clock.now();
    this.#endEarly(capture, { at, status: "Stopped", stopReason: "Manual", errors: [], trafficUntil: at });
    const current = this.#options.store.get(capture.sequence) ?? capture;
    const removed = { ...current, deleteRequestedAt: at };
    this.#options.store.save(removed);
    this.#arm(removed);
  }

  /** Ends captures whose VM is gone, no longer runs, or has lost its agent. */
  vmsChanged(): void {
    const { clock, store, vms } = this.#options;
    const at = clock.now();
    for (const capture of store.open()) {
      const vm = vms.find(capture.vm.id);
      if (vm?.powerState === "running" && hasAgent(vm, at)) continue;
      const errors = ["AgentStopped"] as const;
      this.#endEarly(capture, { at, status: "Error", stopReason: "", errors, trafficUntil: at });
    }
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
    else {
      const ending = {
        ...capture.ending,
        status: "Error",
        stopReason: "",
        errors: ["StorageFailed"],
      } as const;
      store.save({ ...settled, ending });
    }
  }

  /** Length and known contents of the file; null when the capture leaves none. */
  #write(capture: Capture): Promise<Pick<Capture, "bytes" | "truth"> | "failed"> {
    return this.#inTurn(async () => {
      if (capture.ending.status === "Error") return { bytes: null, truth: null };
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
  if (capture.deleteRequestedAt === null || capture.deletedAt !== null) return null;
  return capture.deleteRequestedAt + latencies.deleteCaptureMs;
}
