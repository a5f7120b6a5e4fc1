import { toneOf } from "../head/toneOf.ts";
import { fileAddress } from "../sections/fileAddress.ts";
import { captureButton } from "../sections/links/captureButton.ts";
import { subjectOf } from "../subjectOf.ts";
import { oneLine } from "../text/oneLine.ts";
import { firstFitting } from "./firstFitting.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { BeforeCapture } from "../../captures/rings/beforeCapture.ts";
import type { Finding } from "../../pcap/findings/finding.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** A change of `data` that a receiver would notice gets another number. */
const eventType = "com.capture-on-alert.outcome.v1";

/** https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md#size-limits */
const mostBytes = 64 * 1024;

/** How much is told of each capture. */
interface Level {
  readonly findings: number;
  /** Characters of a hint and of each other text. */
  readonly text: number;
  readonly joined: number;
  readonly captures: number;
}

const levels: readonly Level[] = [
  { findings: 12, text: 2000, joined: 200, captures: 50 },
  { findings: 3, text: 1000, joined: 50, captures: 50 },
  { findings: 1, text: 500, joined: 10, captures: 50 },
  { findings: 0, text: 200, joined: 0, captures: 20 },
  { findings: 0, text: 200, joined: 0, captures: 5 },
];

/**
 * The outcome of an alert as a CloudEvent (1.0, in JSON). Its id is the orchestration's instance id: a
 * delivery that is repeated has the same one.
 */
export const cloudEvent = (facts: ReportFacts, at: string): string =>
  firstFitting(levels, mostBytes, (level) =>
    JSON.stringify({
      specversion: "1.0",
      id: facts.instanceId,
      source: facts.places?.appOrigin ?? "urn:capture-on-alert:app",
      type: eventType,
      ...subject(facts),
      time: at,
      datacontenttype: "application/json",
      data: dataOf(facts, level),
    }),
  );

/** The VM, where there is one. */
function subject({ captures }: ReportFacts): { readonly subject?: string } {
  const [only, ...others] = captures;
  return only === undefined || others.length > 0 || only.vmId === ""
    ? {}
    : { subject: oneLine(only.vmId, 500) };
}

function dataOf(facts: ReportFacts, level: Level): object {
  const {
    alert,
    captures,
    interruption = null,
    joinedAlerts,
    requestedBy = null,
    resolvedAt = null,
    instanceId,
    specimen,
  } = facts;
  const joined = joinedAlerts ?? { listed: [], more: 0 };
  const listed = joined.listed.slice(0, level.joined);
  return {
    instanceId,
    specimen: specimen === true,
    title: subjectOf(facts),
    alert: alert === null ? null : alertOf(alert, level),
    resolvedAt,
    requestedBy: textOf(requestedBy, 200),
    captures: captures.slice(0, level.captures).map((outcome) => captureOf(outcome, facts, level)),
    moreCaptures: Math.max(captures.length - level.captures, 0),
    joinedAlerts: { listed, more: joined.more + joined.listed.length - listed.length },
    interruption: interruption && { ...interruption, reason: textOf(interruption.reason, level.text) },
  };
}

const textOf = (text: string | null, length: number): string | null =>
  text === null ? null : oneLine(text, length);

const alertOf = (
  { alertId, condition, description, firedAt, occurrence, rule, severity }: NonNullable<ReportFacts["alert"]>,
  { text }: Level,
) => ({
  ...{ rule: textOf(rule, 300), severity, firedAt, occurrence, alertId: textOf(alertId, 500) },
  ...{ condition: textOf(condition, text), description: textOf(description, text) },
});

/** As the orchestration's output has it, with the gist of its summary in place of the summary. */
function captureOf(outcome: CaptureOutcome, facts: ReportFacts, level: Level): object {
  const {
    summary,
    fileUrl,
    hint,
    guestPath,
    filters,
    etag,
    before,
    network,
    instances,
    instanceFolder,
    ...others
  } = outcome;
  const findings = (summary?.findings ?? []).slice(0, level.findings);
  return {
    ...others,
    guestPath: textOf(guestPath, level.text),
    hint: textOf(hint, level.text),
    fileUrl: fileAddress(fileUrl),
    etag: textOf(etag, 200),
    before: before && beforeOf(before, level),
    ...instancesOf({ instances, instanceFolder }, level),
    network: level.findings === 0 ? null : network,
    filters: filters?.slice(0, 20) ?? null,
    verdict: toneOf(outcome).word,
    lead: summary?.lead ?? null,
    packets: summary?.packets ?? null,
    findings: findings.map(findingOf),
    moreFindings: (summary?.findings.length ?? 0) - findings.length,
    link: captureButton({ ...facts, captures: [outcome] })?.href ?? null,
  };
}

/** How many of each ending, and the first ones; credentials never leave with an address. */
function instancesOf(
  { instances, instanceFolder }: Pick<CaptureOutcome, "instances" | "instanceFolder">,
  { text }: Level,
) {
  return {
    instanceFolder: fileAddress(instanceFolder),
    instances:
      instances?.slice(0, 20).map(({ id, outcome, fileUrl, bytes, error, lead }) => ({
        ...{ id: textOf(id, 80), outcome, bytes, fileUrl: fileAddress(fileUrl) },
        ...{ error: textOf(error, text), lead: textOf(lead, text) },
      })) ?? null,
  };
}

/** Without the files, of which there may be many: they are in the output and in the report. */
const beforeOf = ({ from, to, packets, gapSeconds, problem }: BeforeCapture, { text }: Level) => ({
  ...{ from, to, packets, gapSeconds, problem: textOf(problem, text) },
});

/** Without its evidence: flows and frames are in the file and in the report. */
const findingOf = ({ kind, severity, text, filter, nextStep, firstAt, lastAt, when }: Finding) => ({
  ...{ kind, severity, text, filter, nextStep, firstAt, lastAt, when },
});
