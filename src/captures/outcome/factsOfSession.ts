import type { FollowedSession } from "../site/followedSession.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";

/** What an outcome repeats of the session that was followed. */
export function factsOfSession({ captureName, joined, limits }: FollowedSession): Partial<CaptureOutcome> {
  const { filters, ...rest } = limits;
  return { captureName, joined, limits: rest, filters };
}
