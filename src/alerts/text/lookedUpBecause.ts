import { firedOn } from "./acceptedBecause.ts";

/** Explains why an alert that names only computers is accepted, in a sentence or two. */
export function lookedUpBecause(rule: string | null, hostNames: readonly string[], leftOut: number): string {
  const fired = firedOn(
    rule,
    hostNames.length === 1 ? "the computer " : "the computers ",
    hostNames,
    leftOut,
  );
  return `${fired} The VM of that name is looked up in ALLOWED_SCOPES (RESOLVE_HOST_NAMES).`;
}
