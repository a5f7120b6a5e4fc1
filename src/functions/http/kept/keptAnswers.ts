import type { Config } from "../../../config.ts";
import type { HttpRequest, HttpResponseInit, PostInvocationHandler } from "@azure/functions";

/** An answer whose body is text. */
export interface WholeAnswer extends HttpResponseInit {
  readonly status: number;
  readonly body: string;
}

interface Kept {
  readonly answer: Promise<WholeAnswer>;
  readonly from: number;
  /** Of its body, once it is there. */
  characters: number;
}

const keptMs = 2000;
/** The longest list has about a million characters. */
const most = { answers: 32, characters: 8_000_000 };
const longestKey = 500;

/**
 * Answers of the last two seconds, for all viewers of this process: every open page asks for the same every
 * few seconds, and each answer reads every orchestration that it shows. Whoever asks while one is made waits
 * for it.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  /** The answer that is kept under this key, or else loaded. Errors are not kept. */
  async get(key: string, load: () => Promise<WholeAnswer>): Promise<WholeAnswer> {
    const now = Date.now();
    const known = this.#kept.get(key);
    if (known !== undefined && Math.abs(now - known.from) < keptMs) return known.answer;
    const entry: Kept = { answer: load(), from: now, characters: 0 };
    this.#kept.delete(key);
    if (key.length <= longestKey) this.#kept.set(key, entry);
    let isKept = false;
    try {
      const { status, body } = await entry.answer;
      entry.characters = body.length;
      isKept = status === 200;
      return await entry.answer;
    } finally {
      if (!isKept && this.#kept.get(key) === entry) this.#kept.delete(key);
      this.#shrink();
    }
  }

  /** Nothing that is being loaded now is kept either: it may be older than the change. */
  forget(): void {
    this.#kept.clear();
  }

  /** The oldest go first. */
  #shrink(): void {
    let characters = [...this.#kept.values()].reduce((sum, one) => sum + one.characters, 0);
    for (const [key, one] of this.#kept) {
      if (this.#kept.size <= most.answers && characters <= most.characters) return;
      this.#kept.delete(key);
      characters -= one.characters;
    }
  }
}

const ofApps = new WeakMap<Config, KeptAnswers>();

/** Those of the app that has these settings. */
export function keptAnswers(config: Config): KeptAnswers {
  const known = ofApps.get(config) ?? new KeptAnswers();
  ofApps.set(config, known);
  return known;
}

/**
 * What this process itself changes is seen at once: a start or a stop, and each step of an orchestration.
 * Other instances of the app see it within two seconds.
 */
export const forgetAfterChange =
  (config: Config): PostInvocationHandler =>
  ({ invocationContext, inputs }) => {
    const { type } = invocationContext.options.trigger;
    const isChange =
      type === "httpTrigger"
        ? (inputs[0] as HttpRequest | undefined)?.method !== "GET"
        : type === "orchestrationTrigger";
    if (isChange) keptAnswers(config).forget();
  };
