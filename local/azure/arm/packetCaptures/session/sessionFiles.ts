import { leavesFile, type Capture } from "../capture.ts";
import { inTurn } from "./inTurn.ts";
import { bringRing, type RingMoment } from "./ring/bringRing.ts";
import { sessionFile } from "./sessionFile.ts";
import { timelineOf } from "./timelineOf.ts";
import { writeInstanceFiles } from "./writeInstanceFiles.ts";
import type { Clock } from "../../../../environment/clock.ts";
import type { ScaleSets } from "../../scaleSets/scaleSets.ts";
import type { TrafficPlans } from "../../virtualMachines/trafficPlans.ts";
import type { CaptureBlobs } from "./captureBlobs.ts";
import type { CaptureTable } from "./captureTable.ts";

/** Files are built in memory, so more at a time would only cost more memory. */
const filesAtOnce = 4;

interface SessionFilesOptions {
  readonly clock: Clock;
  readonly store: CaptureTable;
  readonly plans: TrafficPlans;
  readonly scaleSets: ScaleSets;
  readonly files: CaptureBlobs;
}

/** What a session left in storage. */
type Written = Pick<Capture, "bytes" | "truth" | "ring" | "instanceFiles">;

const nothing: Written = { bytes: null, truth: null, ring: null, instanceFiles: null };

/** Puts the files of sessions into storage. */
export class SessionFiles {
  readonly #options: SessionFilesOptions;
  readonly #inTurn = inTurn(filesAtOnce);
  readonly #brought = new Map<number, Promise<unknown>>();

  constructor(options: SessionFilesOptions) {
    this.#options = options;
  }

  /** Of an ended session: its files, or their length and contents alone where they stay on the machine. */
  async write(capture: Capture): Promise<Written | "failed"> {
    // A ring that is being looked at has files that nobody has recorded yet.
    await this.#brought.get(capture.sequence);
    return this.#inTurn(async () => {
      try {
        return capture.ring === null ? await this.#writeFile(capture) : await this.#endRing(capture);
      } catch {
        return "failed";
      }
    });
  }

  async #writeFile(capture: Capture): Promise<Written> {
    if (capture.targetType === "AzureVMSS") return this.#writeInstances(capture);
    if (!leavesFile(capture)) return nothing;
    const { bytes: file, truth } = sessionFile(capture, timelineOf(capture, this.#options.plans));
    if (capture.blob !== null) await this.#options.files.write(capture.blob, file);
    return { ...nothing, bytes: file.length, truth };
  }

  async #writeInstances(capture: Capture): Promise<Written> {
    const { scaleSets, files } = this.#options;
    const instanceFiles = await writeInstanceFiles(capture, scaleSets.find(capture.target), files);
    const bytes = instanceFiles.reduce((sum, file) => sum + file.bytes, 0);
    return { ...nothing, bytes, instanceFiles };
  }

  /** An agent that is lost has written full files only. */
  async #endRing(capture: Capture): Promise<Written> {
    const { errors, trafficUntil: until } = capture.ending;
    const ring = await this.#bring(capture, { until, withOpen: errors.length === 0 });
    const bytes = ring?.files?.reduce((sum, file) => sum + file.bytes, 0) ?? null;
    return { ...nothing, bytes, ring };
  }

  async #bring(capture: Capture, moment: RingMoment): Promise<Capture["ring"]> {
    const timeline = timelineOf(capture, this.#options.plans);
    if (capture.ring === null || timeline === null) return null;
    return { ...capture.ring, files: await bringRing(capture, timeline, this.#options.files, moment) };
  }

  /** Brings storage up to date with a ring that runs, as it is when somebody looks. @throws RestError */
  async bring(capture: Capture): Promise<Capture> {
    const { clock, store } = this.#options;
    if (capture.ring === null || capture.settledAt !== null) return capture;
    const release = clock.hold();
    const bringing = this.#inTurn(() => this.#bring(capture, { until: clock.now(), withOpen: false }));
    const over = bringing.then(release, release);
    this.#brought.set(capture.sequence, over);
    const ring = await bringing;
    const current = store.get(capture.sequence) ?? capture;
    // Its end may have come meanwhile, and then knows better.
    const known = current.settledAt === null ? { ...current, ring } : current;
    store.save(known);
    return known;
  }

  /** Writes the files again that storage has lost. */
  async restore(): Promise<void> {
    const kept = this.#options.store.all().filter((capture) => blobsOf(capture).length > 0);
    if (kept.length === 0) return;
    const missing = await this.#options.files.missing(kept.flatMap(blobsOf));
    const lost = kept.filter((capture) => blobsOf(capture).some((blob) => missing.has(blob)));
    await Promise.all(
      lost.map((capture) => (capture.settledAt === null ? this.bring(capture) : this.write(capture))),
    );
  }
}

/** The files that a session has in storage. */
const blobsOf = ({ settledAt, bytes, blob, ring, instanceFiles }: Capture): readonly string[] => {
  if (instanceFiles !== null) return instanceFiles.map((file) => file.blob);
  if (ring !== null) return (ring.files ?? []).map((file) => file.blob);
  return settledAt === null || bytes === null || blob === null ? [] : [blob];
};
