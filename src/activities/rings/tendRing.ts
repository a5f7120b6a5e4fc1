import { AzureFault } from "../../azure/azureFault.ts";
import { isRefusal } from "../../captures/outcome/refusal.ts";
import { nextStep, pauseSeconds, type RingStep } from "../../captures/rings/arming/nextStep.ts";
import { noteStatus } from "../../captures/rings/arming/noteStatus.ts";
import { ringNotes } from "../../captures/rings/arming/ringNotes.ts";
import { ringTimes as times } from "../../captures/rings/arming/ringTimes.ts";
import { withFault } from "../../captures/rings/arming/withFault.ts";
import { ringOf, type RingRecord } from "../../captures/rings/ringRecord.ts";
import { isQuery, type SessionStatus, type StatusQuery } from "../../captures/site/captureSession.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { unlessDone } from "../sessions/unlessDone.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import { startRing } from "./startRing.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Ring } from "../../captures/rings/ring.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { ActivityInvocation, HandlerOf } from "../activityFunction.ts";

type Tending = HandlerOf<typeof activities.tendRing>;
type Tended = Exclude<Awaited<ReturnType<Tending>>, { readonly refused: unknown }>;

export const tendRing =
  (azure: Azure, config: Config): Tending =>
  async ({ vmId, heard }, invocation) => {
    const { now, log } = invocation;
    const ledger = ringLedgerIn(azure.appStorage);
    const seen = await ledger.read();
    const ring = ringOf(seen, vmId);
    if (ring === undefined) return { next: "done" };
    const step = nextStep(ring, now);
    const isAwaited = heard !== null || (step !== null && !(step.kind === "check" && step.isRoutine));
    let record: RingRecord;
    try {
      const tended = await new Tender(azure, config, ring, invocation).tend(step, heard);
      if (tended !== null && "next" in tended) return tended;
      record = tended ?? seen;
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      log(...faultEvent(error));
      const refusal = { ...refusalOf(error), passing: error.passing };
      if (isAwaited) await ledger.changeRing(vmId, (current) => withFault(current, refusal, now), log);
      return { next: "done" };
    }
    const current = ringOf(record, vmId);
    if (current === undefined) return { next: "done" };
    if (nextStep(current, now) !== null) return { next: "again", afterSeconds: 0 };
    const afterSeconds = pauseSeconds(current, now);
    return afterSeconds === null ? { next: "done" } : { next: "again", afterSeconds };
  };

/** Does one step for the ring of a VM. */
class Tender {
  readonly #azure: Azure;
  readonly #config: Config;
  readonly #ring: Ring;
  readonly #invocation: ActivityInvocation;

  constructor(azure: Azure, config: Config, ring: Ring, invocation: ActivityInvocation) {
    this.#azure = azure;
    this.#config = config;
    this.#ring = ring;
    this.#invocation = invocation;
  }

  /** The record: it says what comes next. Null: it is as it was. @throws AzureFault */
  async tend(
    step: RingStep | null,
    heard: Parameters<Tending>[0]["heard"],
  ): Promise<Tended | RingRecord | null> {
    const { watcher } = this.#ring;
    if (heard !== null && watcher !== null) return this.#hear(watcher, heard);
    if (step === null) return null;
    if (step.kind === "start") return this.#start();
    // Only a session has any other step, and it has a Network Watcher.
    if (watcher === null) return { next: "done" };
    if (step.kind === "check")
      return this.#told(
        watcher,
        step.captureName,
        await this.#azure.packetCaptures.status(watcher, step.captureName),
      );
    return step.kind === "stop" ? this.#stop(watcher, step) : this.#remove(watcher, step.captureName);
  }

  async #start(): Promise<Tended | RingRecord> {
    const started = await startRing(this.#azure, this.#config, this.#ring, this.#invocation);
    if (started === "room") return { next: "again", afterSeconds: times.ending };
    return isRefusal(started) ? this.#note((ring, now) => withFault(ring, started, now)) : started;
  }

  /** The service answers late only for a session that runs; it may keep the answer to itself. */
  async #hear(
    watcher: Watcher,
    { captureName, answerUrl }: { readonly captureName: string; readonly answerUrl: string },
  ): Promise<Tended | RingRecord> {
    const answer = await this.#azure.packetCaptures.answer(watcher, answerUrl);
    return this.#told(watcher, captureName, answer ?? running);
  }

  async #told(
    watcher: Watcher,
    captureName: string,
    answer: SessionStatus | StatusQuery | null,
  ): Promise<Tended | RingRecord> {
    if (answer !== null && isQuery(answer)) return { next: "listen", captureName, ...answer };
    const { sessionSeconds } = this.#config.ring;
    const status = answer ?? (await this.#unlessGone(watcher, captureName));
    return this.#note((ring, now) => noteStatus(ring, { captureName, status, now, sessionSeconds }));
  }

  /** A session without a status may exist all the same: only one that is not there is lost. */
  async #unlessGone(watcher: Watcher, captureName: string): Promise<SessionStatus | null> {
    const session = await this.#azure.packetCaptures.find(watcher, captureName);
    return session === null ? null : { ...running, state: "Unknown" };
  }

  async #stop(
    watcher: Watcher,
    { captureName, why }: Extract<RingStep, { kind: "stop" }>,
  ): Promise<RingRecord> {
    await unlessDone(this.#azure.packetCaptures.stop(watcher, captureName));
    return this.#note((ring, now) => ringNotes.stop(ring, captureName, why, now));
  }

  /** Its failure holds nothing up: the session has ended. */
  async #remove(watcher: Watcher, captureName: string): Promise<RingRecord> {
    try {
      await unlessDone(this.#azure.packetCaptures.remove(watcher, captureName));
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      this.#invocation.log(...faultEvent(error));
      return this.#note((ring, now) => ringNotes.removeLater(ring, captureName, now));
    }
    return this.#note((ring) => ringNotes.removed(ring, captureName));
  }

  #note(change: (ring: Ring, now: string) => Ring): Promise<RingRecord> {
    const { now, log } = this.#invocation;
    const ledger = ringLedgerIn(this.#azure.appStorage);
    return ledger.changeRing(this.#ring.vmId, (ring) => change(ring, now), log);
  }
}

const running: SessionStatus = { state: "Running", stopReason: null, errors: [], startedAt: null };
