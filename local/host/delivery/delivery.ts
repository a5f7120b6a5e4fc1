import type { HistoryEvent } from "../protocol/historyEvent.ts";

/** A timer that an orchestration creates at `now`. Times are milliseconds since the epoch. */
export interface CreatedTimer {
  readonly instanceId: string;
  readonly id: number;
  readonly fireAt: number;
  readonly now: number;
}

/** What a client sends to an instance at `now`. */
interface ClientSignal {
  readonly instanceId: string;
  readonly now: number;
  /** When the message of the instance's next timer comes; null: it waits for none. */
  readonly nextTimer: number | null;
}

interface ActivityCall {
  readonly instanceId: string;
  readonly taskId: number;
}

/** When and how often the messages of orchestrations come. */
export interface Delivery {
  timerAt(timer: CreatedTimer): number;
  signalAt(signal: ClientSignal): number;
  /** The events of one episode, which come in the order of their times. */
  inOrder(instanceId: string, now: number, events: readonly HistoryEvent[]): readonly HistoryEvent[];
  /** After how many milliseconds the call comes a second time; null: never. */
  secondCallMs(call: ActivityCall): number | null;
  /** Whether the first result of the call is lost. It then comes again when its lease is over. */
  losesResult(call: ActivityCall): boolean;
}

/** Everything comes once and at its time. */
export const exactDelivery: Delivery = {
  timerAt: ({ fireAt }) => fireAt,
  signalAt: ({ now }) => now,
  inOrder: (_instanceId, _now, events) => events,
  secondCallMs: () => null,
  losesResult: () => false,
};
