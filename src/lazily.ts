/** A part of the app that cannot be loaded. It may be at the next try: its package was being replaced, or its share out of reach. */
export class NotLoaded extends Error {
  override readonly name = "NotLoaded" as const;

  constructor(part: string, cause: unknown) {
    super(`The app could not load ${part}: ${String(cause)}`, { cause });
  }
}

/**
 * Makes a part of the app on its first use and keeps it, so that a cold start pays only for what the webhook needs. A
 * failure is not kept. @throws NotLoaded
 */
export function lazily<T>(part: string, load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw new NotLoaded(part, error);
    });
    return loading;
  };
}
