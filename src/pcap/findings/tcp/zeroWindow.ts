import { many } from "../../../wording/many.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { shortTime } from "./shortTime.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Programs that do not read what they are sent: their host closes the window, or the peer fills it. */
export const zeroWindow: Finder = (input) => {
  const { windows, fullWindows } = input.connections.tables;
  const share = input.timeline.durationSeconds * 1e9 * thresholds.notedClosedShare;
  const closed = waysOf(windows.list(), input)
    .filter(({ longest }) => longest >= Math.min(thresholds.notedClosedWindow, share))
    .sort((one, other) => other.longest - one.longest)
    .slice(0, thresholds.ofKind);
  const full = waysOf(fullWindows.list(), input)
    .filter(({ counts }) => (counts[0] ?? 0) >= thresholds.leastFullWindows)
    .filter((way) => !closed.some((other) => other.pair === way.pair || isReverse(way, other)))
    .sort((one, other) => (other.counts[0] ?? 0) - (one.counts[0] ?? 0))
    .slice(0, 1);
  return [...closed.map(closedDraft), ...full.map(fullDraft)];
};

const isReverse = (one: Way, other: Way): boolean =>
  one.version === other.version &&
  one.sender === other.receiver &&
  one.receiver === other.sender &&
  one.port === other.port;

function closedDraft(way: Way): FindingDraft {
  const [zeroWindows = 0, closures = 0] = way.counts;
  const times = closures > 1 ? `, ${closures.toLocaleString("en-US")} times` : "";
  const span = shortTime(way.longest);
  const word = (peer: string): string =>
    way.fromVm
      ? `The VM does not read what ${peer} sends: zero window for ${span}${times}`
      : `${way.toVm ? peer : way.from} does not read what ${way.toVm ? "the VM" : way.to} sends: zero window for ${span}${times}`;
  return {
    kind: "zero-window",
    severity: way.longest >= thresholds.closedWindow ? "warning" : "note",
    text: fitText(...wordings(way, word)),
    filter: `${way.filter} && tcp.analysis.zero_window`,
    evidence: { counts: { zeroWindows, closures }, flows: [way.flow], frames: way.frames },
    nextStep: `Find out what the program ${readerOf(way)} waits for: a lock, a full disk, or too little CPU.`,
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.6,
  };
}

const readerOf = ({ fromVm }: Way): string => (fromVm ? "on the VM" : "on the other side");

/** @param way of the data that fills a window */
function fullDraft(way: Way): FindingDraft {
  const [segments = 0] = way.counts;
  const word = (peer: string): string =>
    way.toVm && !way.fromVm
      ? `The VM reads too slowly: ${peer} fills its window ${many(segments, "time")}`
      : `${way.fromVm ? peer : way.to} reads too slowly: its window is full ${many(segments, "time")}`;
  return {
    kind: "zero-window",
    severity: "note",
    text: fitText(...wordings(way, word)),
    filter: `${way.filter} && tcp.analysis.window_full`,
    evidence: { counts: { fullWindows: segments }, flows: [way.flow], frames: way.frames },
    nextStep: "Raise the receive buffer of the reader, or look for what slows it down.",
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.2,
  };
}
