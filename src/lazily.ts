import { refuse } from "./captures/outcome/refusal.ts";
import { NotYet } from "./durable/notYet.ts";
import { safeText } from "./redaction/safeText.ts";

/**
 * Loads a part of the app on its first use and keeps it, so that a cold start loads only what the webhook
 * needs. A failure is not kept: the package may be about to be replaced, or its share may be unreachable.
 * @throws NotYet
 */
export function lazily<T>(part: string, load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw new NotYet(
        refuse("unexpected", `The app could not load ${part}: ${safeText(String(error), 1300)}`),
      );
    });
    return loading;
  };
}
