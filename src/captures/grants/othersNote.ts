import type { CaptureEnd } from "../outcome/captureEnd.ts";
import type { Speaker } from "./grant.ts";

const mostNamed = 5;

/** What other alerts did to a capture: who replaced it, who left it and when; "" when none did anything. */
export function othersNote({ replacedBy, leavers = [] }: Pick<CaptureEnd, "replacedBy" | "leavers">): string {
  const named = leavers.slice(0, mostNamed);
  const more = leavers.length - named.length;
  return [
    ...(replacedBy === null ? [] : [`It was replaced by ${nameOf(replacedBy)}.`]),
    ...named.map((leaver) => `At ${utc(leaver.at)} it was left by ${nameOf(leaver)}, which had followed it.`),
    ...(more > 0 ? [`${more} more alerts left it.`] : []),
  ].join(" ");
}

const nameOf = ({ rule, instanceId }: Speaker): string =>
  rule === null || rule === ""
    ? `the capture ${instanceId}`
    : `the alert "${rule.slice(0, 200)}" (${instanceId})`;

/** "2026-11-26 12:03:10 UTC" */
const utc = (time: string): string => `${time.slice(0, 19).replace("T", " ")} UTC`;
