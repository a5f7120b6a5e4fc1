import type { Delivery } from "../../controlView.ts";

/** What became of an alert. */
export interface DeliveryResult {
  readonly tone: "good" | "neutral" | "bad";
  readonly text: string;
  /** The app's own words; null where it gave none. */
  readonly detail: string | null;
  /** The capture that follows from it; null without one. */
  readonly captureId: string | null;
}

interface Answer {
  readonly id?: unknown;
  readonly outcome?: unknown;
  readonly detail?: unknown;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** What the last attempt came to. */
export function deliveryResult({ attempts }: Delivery): DeliveryResult {
  const final = attempts.at(-1);
  const body = final?.body;
  const answer: Answer = typeof body === "object" && body !== null ? body : {};
  const detail = textOf(answer.detail) ?? final?.error ?? null;
  const tries = attempts.length > 1 ? ` at the ${ordinal(attempts.length)} attempt` : "";
  if (final?.status === 202)
    return {
      tone: "good",
      text: `${answer.outcome === "duplicate" ? "Already accepted" : "Accepted"}${tries}.`,
      detail,
      captureId: textOf(answer.id),
    };
  if (final?.status === 200)
    return { tone: "neutral", text: `Delivered${tries}; no capture.`, detail, captureId: null };
  const status = final?.status ?? null;
  const text = `Lost${tries}: ${status === null ? "no answer" : `answered ${status}`}.`;
  return { tone: "bad", text, detail, captureId: null };
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

const ordinal = (count: number): string => ordinals[count - 1] ?? `${count}th`;
