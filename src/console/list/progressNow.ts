import { percentNow } from "../parts/percentNow.ts";
import { timeLeft } from "../parts/time/timeLeft.ts";
import type { ListedCapture } from "../../api/captureList.ts";

type Running = Pick<ListedCapture, "label" | "percent" | "updatedAt"> & {
  readonly vms: readonly Pick<ListedCapture["vms"][number], "endsAt">[];
};

interface Progress {
  /** 0 to 100; null while there is no session. */
  readonly percent: number | null;
  /** "Capturing 62% · 1:54 left". */
  readonly text: string;
}

/** How far a capture is. */
export function progressNow({ label, percent, updatedAt, vms }: Running, now: number): Progress {
  const ends = vms.flatMap(({ endsAt }) => endsAt ?? []);
  const endsAt = ends.length === 0 ? null : ends.reduce((last, end) => (end > last ? end : last));
  if (percent === null) return { percent: null, text: label };
  const shown = percentNow(percent, endsAt, updatedAt, now);
  const left = timeLeft(endsAt, now);
  return { percent: shown, text: `${label} ${shown}%${left === null ? "" : ` · ${left}`}` };
}
