import { capturedInstances } from "../../scaleSets/scaleSet.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { plannedEnding } from "./sessionFile.ts";
import { SessionFiles } from "./sessionFiles.ts";
import { timelineOf } from "./timelineOf.ts";
import { agentStopped, toldEnding, type Told } from "./toldEnding.ts";
import type { Clock } from "../../../../environment/clock.ts";
import type { Latencies } from "../../../createLatencies.ts";
import type { Networks } from "../../../network/networks.ts";
import type { ScaleSets } from "../../scaleSets/scaleSets.ts";
import type { TrafficPlans } from "../../virtualMachines/trafficPlans.ts";
import type { AgentStop } from "../../virtualMachines/vm.ts";
import type { Vms } from "../../virtualMachines/vms.ts";
import type { Capture, CaptureEnding } from "../capture.ts";
import type { CaptureBlobs } from "./captureBlobs.ts";
import type { CaptureTable } from "./captureTable.ts";

interface CaptureRunnerOptions {
  readonly clock: Clock;
  readonly store: CaptureTable;
  readonly vms: Vms;
  readonly plans: TrafficPlans;
  readonly networks: Networks;
  readonly scaleSets: ScaleSets;
  readonly files: CaptureBlobs;
  readonly latencies: Latencies;
}

/** What a request decides about a capture. The rest is how its session goes. */
type CaptureOrder = Omit<
  Capture,
  | "sequence"
  | "network"
  | "onTimeline"
  | "provisionedAt"
  | "startedAt"
  | "ending"
  | "settledAt"
  | "bytes"
  | "truth"
  | "instanceFiles"
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
  readonly #files: SessionFiles;
  #closed = false;

  constructor(options: CaptureRunnerOptions) {
    this.#options = options;
    this.#files = new SessionFiles(options);
  }

  /** Restores files that storage has lost, then continues all captures that are not finished. */
  async resume(): Promise<void> {
    await this.#files.restore();
    for (const capture of this.#options.store.open()) this.#arm(capture);
  }

  /** Starts a capture. @throws Error when a capture of this id exists. */
  begin(ordered: CaptureOrder, agentStop: AgentStop | null): Capture {
    const { latencies, store, plans, networks } = this.#options;
    const order = { ...ordered, network: networks.given(ordered.vm.id) };
    const startedAt = order.createdAt + latencies.startCapture();
    const onTimeline = this.#planTraffic(order);
    const timeline = timelineOf({ ...order, onTimeline }, plans);
    const capture = store.insert({
      ...order,
      onTimeline,
      provisionedAt: order.createdAt + latencies.createCapture(),
      startedAt,
      ending: plannedEnding({ ...order, startedAt }, agentStop, timeline),
      settledAt: null,
      bytes: null,
      truth: null,
      instanceFiles: null,
      lastQuery: null,
      deleteRequestedAt: null,
      deletionDueAt: null,
      deletedAt: null,
    });
    this.#arm(capture);
    return capture;
  }

  /** Whether the session records a traffic that goes on, as the first ring of its VM makes it. */
  #planTraffic({ vm: target, ring, createdAt }: CaptureOrder): boolean {
    const { vms, plans, networks } = this.#options;
    const vm = vms.find(target.id);
    if (vm === null) return false;
    const network = networks.given(vm.id);
    if (ring === null) plans.change(vm, network, createdAt);
    else plans.begin(vm, network, createdAt);
    return plans.of(vm.id).length > 0;
  }

  /** Brings storage up to date with a ring that runs, as it is when somebody looks. @throws RestError */
  bring(capture: Capture): Promise<Capture> {
    return this.#files.bring(capture);
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
      else if (capture.instances !== null) this.#instancesChanged(capture);
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

  /** A session goes on while one of its instances runs; its end tells which no longer did. */
  #instancesChanged(capture: Capture): void {
    const { store, scaleSets } = this.#options;
    const { target, scope, ending, settledAt } = capture;
    if (settledAt !== null || this.#settling.has(capture.sequence)) return;
    const instances = capturedInstances(scaleSets.find(target), target, scope);
    const isManual = ending.stopReason.includes("Manual");
    const told = toldEnding(isManual ? "Manual" : "TimeExceeded", instances);
    store.save({ ...capture, instances, ending: { ...ending, ...told } });
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
    const written = await this.#files.write(capture);
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
}

/** When the capture's next change is due; null: it changes no more. */
function nextChange(capture: Capture): number | null {
  if (capture.settledAt === null) return capture.ending.at;
  return capture.deletedAt === null ? capture.deletionDueAt : null;
}
