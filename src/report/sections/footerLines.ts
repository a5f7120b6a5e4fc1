import { version } from "../../version.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** Why the reader gets this email, from which app, and how long the file stays. */
export function footerLines(facts: ReportFacts): readonly string[] {
  const { places, captures } = facts;
  return [
    recipientLine(places?.appOrigin ?? null),
    ...(captures.some(({ fileUrl }) => fileUrl !== null) ? [retentionText(facts)] : []),
  ];
}

/** Why the reader gets an email, and from which app. @param appOrigin null where it is not known */
export function recipientLine(appOrigin: string | null): string {
  const host = appOrigin === null ? null : (URL.parse(appOrigin)?.host ?? null);
  const app = `capture-on-alert ${version}${host === null ? "" : ` on ${host}`}`;
  return `You get this email because your address is in the setting NOTIFY_EMAIL_TO of ${app}`;
}

/** The rule counts from the last write, which is not after the file was found. */
function retentionText({ captures, fileRetentionDays }: ReportFacts): string {
  const files = captures.filter(({ fileUrl }) => fileUrl !== null);
  const noun = files.length > 1 ? "capture files are" : "capture file is";
  if (fileRetentionDays == null)
    return `When the ${noun} deleted is not known to the app (CAPTURE_FILE_RETENTION_DAYS is not set).`;
  const ends = files.map(endOf).filter((end) => !Number.isNaN(end));
  if (ends.length < files.length)
    return `The ${noun} deleted ${fileRetentionDays} days after it was written, by the storage account's lifecycle rule.`;
  const day = new Date(Math.max(...ends) + fileRetentionDays * 86_400_000).toISOString().slice(0, 10);
  return `The ${noun} deleted on ${day} by the storage account's lifecycle rule.`;
}

const endOf = ({ times, endedAt }: CaptureOutcome): number => Date.parse(times.fileFoundAt ?? endedAt ?? "");
