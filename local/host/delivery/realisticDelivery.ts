import { createHash } from "node:crypto";
import { EventType, type HistoryEvent } from "../protocol/historyEvent.ts";
import type { Delivery } from "./delivery.ts";

/** Of 327 timers on the real host, 90 fired up to 0.98 s early. */
const early = { chance: 90 / 327, mostMs: 980 };
/** An idle host polls its queues less often, and timers fire 1 to 6 s late. */
const idle = { afterMs: 10_000, chance: 0.4, leastMs: 1_000, mostMs: 6_000 };
const usualDelayMs = 300;
/** A signal so shortly before a timer's message often comes out of the queue together with it. */
const oneBatch = { withinMs: 2_000, chance: 0.8 };
const secondCall = { chance: 0.05, mostMs: 60_000 };
const lostResultChance = 0.01;

/**
 * Deliveries as from the queues of Azure Storage: timers come early or late, a timer and an event come in
 * one batch in either order, activities come twice, results are lost. Each draw depends on the seed and on
 * what it is for, not on the order of the draws, so that a run can be repeated.
 */
export function realisticDelivery(seed: number): Delivery {
  const draw = (...what: readonly (string | number)[]): number =>
    createHash("sha256")
      .update([seed, ...what].join(" "))
      .digest()
      .readUInt32BE() /
    2 ** 32;
  return {
    timerAt({ instanceId, id, fireAt, now }) {
      const [kind, amount] = [draw("timer", instanceId, id), draw("amount", instanceId, id)];
      if (kind < early.chance) return Math.max(now, fireAt - Math.round(amount * early.mostMs));
      const isLate = fireAt - now >= idle.afterMs && kind < early.chance + idle.chance;
      const delay = isLate ? idle.leastMs + amount * (idle.mostMs - idle.leastMs) : amount * usualDelayMs;
      return fireAt + Math.round(delay);
    },
    signalAt({ instanceId, now, nextTimer }) {
      if (nextTimer === null || nextTimer - now > oneBatch.withinMs) return now;
      return draw("signal", instanceId, now) < oneBatch.chance ? nextTimer : now;
    },
    inOrder(instanceId, now, events) {
      const sign = draw("order", instanceId, now) < 0.5 ? 1 : -1;
      return events.toSorted((one, other) => sign * (Number(isTimer(one)) - Number(isTimer(other))));
    },
    secondCallMs({ instanceId, taskId }) {
      if (draw("second", instanceId, taskId) >= secondCall.chance) return null;
      return Math.round(draw("second delay", instanceId, taskId) * secondCall.mostMs);
    },
    losesResult: ({ instanceId, taskId }) => draw("lost", instanceId, taskId) < lostResultChance,
  };
}

const isTimer = ({ EventType: type }: HistoryEvent): boolean => type === EventType.TimerFired;
