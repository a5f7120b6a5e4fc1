import { refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { startSeconds } from "../captures/plan/startSeconds.ts";

/** Seconds that are left for the answer of the last attempt. */
const longestAnswer = 30;

/** How long something may be tried, by the orchestration's time. Moments are milliseconds since the epoch. */
export class Deadline {
  /** Of the latest attempt; null after a success, and until the first attempt. */
  lastFault: Refusal | null = null;
  readonly begunAt: number;
  readonly #isConfigured: boolean;
  #seconds: number;

  constructor(begunAt: number, seconds: number, isConfigured = false) {
    this.begunAt = begunAt;
    this.#seconds = seconds;
    this.#isConfigured = isConfigured;
  }

  /** That of the way to a running capture: the usual one until an activity has told the configured one. */
  static ofStart(begunAt: number): Deadline {
    return new Deadline(begunAt, startSeconds.usual, true);
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** Takes over the configured length, if this is the way to a capture. */
  learn(seconds: number): void {
    if (this.#isConfigured) this.#seconds = seconds;
  }

  /** No attempt begins after this moment, so that the last one has an answer by the deadline. */
  get lastAttemptAt(): number {
    return this.begunAt + (this.#seconds - Math.min(longestAnswer, this.#seconds / 10)) * 1000;
  }

  isOver(now: number): boolean {
    return now > this.lastAttemptAt;
  }

  /** The earlier of a moment and the last one for an attempt; never before `now`. */
  cut(time: Date, now: number): Date {
    return new Date(Math.max(now, Math.min(time.getTime(), this.lastAttemptAt)));
  }

  /** The refusal of a step whose attempts, so many in so many seconds, have all failed. */
  givenUp(fault: Refusal, attempts: number, seconds: number): Refusal {
    const tries =
      attempts === 1 ? "once" : `${figure(attempts)} times in ${figure(Math.round(seconds))} seconds`;
    const why = `The app tried this ${tries} and gave up: CAPTURE_START_DEADLINE_SECONDS is ${figure(this.#seconds)}.`;
    this.lastFault = { ...fault, hint: `${fault.hint} ${why}`, passing: true };
    return this.lastFault;
  }

  /** Why nothing is tried any more: the last fault, where one is known. */
  refusal(step: string): Refusal {
    const passed = `CAPTURE_START_DEADLINE_SECONDS (${figure(this.#seconds)}) passed before the step ${step}`;
    return this.lastFault ?? refuse("deadline", `${passed}, and no capture was started.`);
  }
}

const figure = (number: number): string => number.toLocaleString("en-US");
