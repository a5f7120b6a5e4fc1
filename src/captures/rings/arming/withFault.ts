import { boundedText } from "../../../redaction/boundedText.ts";
import { secondsAfter } from "./ringTimes.ts";
import type { Refusal } from "../../outcome/refusal.ts";
import type { Ring, RingFault } from "../ring.ts";

/** The record is written anew at every change. */
const longestHint = 600;

const retrying = { firstSeconds: 60, mostSeconds: 900, mostForPower: 300 };

/** What passes by itself is told only when it has not after so many failures. */
const patientTries = 3;

/**
 * Notes a failure: the first begins a fault, the others continue it. Looks at a VM that did not run are no
 * failures of its ring: they do not count once it runs.
 */
export function withFault(ring: Ring, refusal: Refusal, now: string): Ring {
  const wasOff = ring.fault?.code === "vm-not-running" && refusal.refused !== "vm-not-running";
  const tries = (wasOff ? 0 : (ring.fault?.tries ?? 0)) + 1;
  const fault: RingFault = {
    code: refusal.refused,
    hint: boundedText(refusal.hint, longestHint),
    passing: refusal.passing === true,
    since: ring.fault?.since ?? now,
    tries,
    retryAt: secondsAfter(now, retrySeconds(refusal, tries)),
    told: ring.fault?.told ?? [],
    report: ring.fault?.report ?? null,
  };
  return { ...ring, fault };
}

/** A VM that was started is to have its ring soon. */
function retrySeconds({ refused }: Refusal, tries: number): number {
  const growing = retrying.firstSeconds * 2 ** Math.min(tries - 1, 10);
  return Math.min(growing, refused === "vm-not-running" ? retrying.mostForPower : retrying.mostSeconds);
}

/**
 * Whether an email is due about a fault: one for each cause while it lasts. A VM that does not run needs no
 * ring, and nobody is told.
 */
export const isUntold = ({ code, passing, tries, told }: RingFault): boolean =>
  code !== "vm-not-running" && !told.includes(code) && (!passing || tries >= patientTries);
