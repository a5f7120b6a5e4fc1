import { refuse } from "../../captures/outcome/refusal.ts";
import { secondsBetween } from "../../captures/progress/secondsBetween.ts";
import { NotYet } from "../../durable/notYet.ts";
import { RingLookup } from "./ringLookup.ts";
import type { Azure } from "../../azure/azure.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

/** So long after its stop the report waits for the end of a ring. */
const patienceSeconds = 180;
/** And so long for its last file: it ends 10 to 20 seconds after its stop. */
const uploadSeconds = 90;
/** Later than that, a transient fault is retried so often: half a minute. */
const lateAttempts = 4;
/** Storage's clock may be so much behind the app's. */
const skewMs = 5000;

export const findRingFiles =
  (azure: Azure): HandlerOf<typeof activities.findRingFiles> =>
  async (search, { now, attempt, isLast, log }) => {
    const stoppedAt =
      search.sessions
        .map((session) => session.stoppedAt)
        .toSorted()
        .at(-1) ?? now;
    const isAfter = (seconds: number) => isLast || (secondsBetween(stoppedAt, now) ?? 0) > seconds;
    const isLate = isAfter(uploadSeconds);
    const isLastLook = isLast || (isLate && attempt >= lateAttempts);
    const lookup = new RingLookup(azure, search, { isLate, isLast: isLastLook });
    const [running] = await lookup.running();
    if (running !== undefined && !isAfter(patienceSeconds))
      throw notYet(`The ring ${running} has not ended yet.`);
    const files = await lookup.files();
    if (!isLate && lookup.problems.length === 0 && !isWhole(files, stoppedAt))
      throw notYet("The last file of the ring is not in storage yet.");
    const problems = [
      ...(running === undefined ? [] : [`The ring ${running} had not ended; its last file is missing.`]),
      ...lookup.problems,
      ...(files.length === 0 && lookup.problems.length === 0
        ? ["The ring has left no file in storage."]
        : []),
    ];
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    log("ring.files", { vmId: search.vm.id, files: files.length, bytes, problems: problems.length });
    return { files, problem: problems.length === 0 ? null : problems.join(" ") };
  };

const notYet = (hint: string): NotYet => new NotYet(refuse("storage-failed", hint));

/** The last file of a ring comes when it ends. */
const isWhole = (files: readonly RingFile[], stoppedAt: string): boolean =>
  files.some(({ writtenAt }) => Date.parse(writtenAt) >= Date.parse(stoppedAt) - skewMs);
