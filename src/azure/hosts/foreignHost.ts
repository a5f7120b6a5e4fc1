/**
 * An answer led to a host that is none of the app's own; nothing was sent there. A proxy may have given it,
 * and the next answer may be a proper one.
 */
export class ForeignHost extends Error {
  override readonly name = "ForeignHost" as const;
  readonly code = "ForeignHost" as const;

  constructor(url: string) {
    super(`the service refers to another host: ${hostOf(url)}. It gets no token of the app`);
  }
}

/** The host alone: a path or a query may hold a secret. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "(no address)");
