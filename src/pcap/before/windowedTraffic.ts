import { compareTimes } from "../file/timestamp.ts";
import { recordBytes } from "../flows/flowSlots.ts";
import { Ledger } from "../flows/ledger.ts";
import { recordedWindow } from "./recordedWindow.ts";
import { WindowCounts, type TimeWindow } from "./windowCounts.ts";
import type { CaptureClock } from "../file/captureClock.ts";
import type { Flow } from "../flows/flow.ts";
import type { FlowCounter } from "../flows/flowCounter.ts";
import type { FlowTable } from "../flows/flowTable.ts";
import type { WindowedLedger } from "../summary/analyzedCapture.ts";
import type { Timeline } from "../summary/timeline.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { RecordingGap } from "./recordingGap.ts";
import type { TimeSpan } from "./timeSpan.ts";

/** The peers of a few minutes are fewer than those of the whole traffic. */
const keptPeers = 2 ** 14;

/** The flows, as many as there is room for, and what adds packets to them. */
interface CountedFlows {
  readonly flows: FlowTable;
  readonly counter: FlowCounter;
  readonly capacity: number;
}

/** The traffic in the window of the alert's rule, which the answer is about. */
export class WindowedTraffic {
  readonly counts: WindowCounts;
  readonly #ledger: Ledger;
  /** Nanoseconds of the window that were not recorded. */
  #missing = 0;

  constructor(window: TimeWindow, flows: CountedFlows, local: ReadonlySet<number>, hash: NumberHash) {
    this.counts = new WindowCounts(window, flows.capacity, recordBytes);
    flows.flows.companion = this.counts;
    flows.counter.window = this.counts;
    this.#ledger = new Ledger(local, Math.min(flows.capacity, keptPeers), hash);
  }

  /** Takes a flow that is over, and leaves it only what it has in the window. */
  take(flow: Flow, at: number): void {
    this.counts.narrow(flow, at);
    this.#ledger.add(flow);
  }

  miss({ startAt, endAt }: RecordingGap, clock: CaptureClock): void {
    const { from, to } = this.counts.window;
    const [begin, end] = [from, to].map(({ seconds, nanoseconds }) => clock.since(seconds, nanoseconds));
    this.#missing += Math.max(Math.min(endAt, end ?? 0) - Math.max(startAt, begin ?? 0), 0);
  }

  /**
   * Null when most of the window was not recorded.
   *
   * @param before also of packets that the capture's filters leave out: then there was nothing to count
   */
  recorded(timeline: Timeline, before: TimeSpan | null): WindowedLedger | null {
    const { first, last } = before ?? timeline;
    const recorded = {
      first: compareTimes(first, timeline.first) < 0 ? first : timeline.first,
      last: compareTimes(last, timeline.last) > 0 ? last : timeline.last,
      missing: this.#missing,
    };
    const window = recordedWindow(this.counts.window, recorded);
    return window === null ? null : { ...window, ledger: this.#ledger };
  }
}
