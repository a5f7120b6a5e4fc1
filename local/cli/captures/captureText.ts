import { many } from "../../../src/wording/many.ts";
import { exactBytes } from "../../../src/wording/roughBytes.ts";
import { isJsonObject, type JsonObject } from "../../azure/jsonObject.ts";
import { terminalText } from "../terminal/terminalText.ts";
import { instanceLines } from "./instanceLines.ts";
import { listedCapture, objectsOf, textOf, vmName } from "./listedCapture.ts";
import { verdictLines } from "./verdictLines.ts";

/** One capture for people: its state, the alert, each VM with lead, findings and file, what to do next. */
export function captureText(view: JsonObject): string {
  const capture = listedCapture(view);
  const { id, state } = capture;
  return [
    `${id}  ${state}`,
    ...alertLines(view),
    ...capture.vms.flatMap((vm) => ["", ...vmLines(vm)]),
    ...(capture.vms.length === 0 && capture.lead !== "" ? ["", capture.lead] : []),
    "",
    ...nextLines(capture),
  ]
    .map(terminalText.line)
    .join("\n");
}

const fact = (name: string, value: string | null): readonly string[] =>
  value === null || value === "" ? [] : [`  ${name.padEnd(10)}${value}`];

function alertLines({
  alert,
  requestedBy,
  createdAt,
  report,
  reportedIn,
  error,
}: JsonObject): readonly string[] {
  const { rule, severity, firedAt } = isJsonObject(alert) ? alert : {};
  const fired = [textOf(rule), textOf(severity), textOf(firedAt)].filter((part) => part !== null).join(", ");
  return [
    ...fact("Alert", isJsonObject(alert) ? fired : `none: requested by ${textOf(requestedBy) ?? "somebody"}`),
    ...fact("Accepted", textOf(createdAt)),
    ...fact("Email", emailText(report, textOf(reportedIn))),
    ...fact("Error", textOf(error)),
  ];
}

function emailText(report: unknown, reportedIn: string | null): string | null {
  if (reportedIn !== null) return `told in the one of ${reportedIn}`;
  if (!isJsonObject(report)) return null;
  const { error, sentTo } = report;
  if (typeof error === "string") return `not sent: ${error}`;
  return `sent to ${Array.isArray(sentTo) ? sentTo.join(", ") : "nobody"}`;
}

function vmLines(vm: JsonObject): readonly string[] {
  const {
    outcome,
    code,
    hint,
    summary,
    stopReason,
    fileUrl,
    guestPath,
    bytes,
    sha256,
    readAt,
    before,
    captureName,
  } = vm;
  const ended = [textOf(outcome), textOf(code)].filter((part) => part !== null).join(", ");
  return [
    `${vmName(vm)}  ${ended === "" ? phaseOf(vm) : ended}`,
    ...(isJsonObject(summary) ? summaryLines(summary) : []),
    ...(textOf(hint) === null ? [] : [`  ${textOf(hint) ?? ""}`]),
    ...fact("Ended", textOf(stopReason)),
    ...fact("Session", textOf(captureName)),
    ...fact("File", [textOf(fileUrl), textOf(guestPath)].filter((part) => part !== null).join(", ")),
    ...fact("Size", typeof bytes === "number" ? exactBytes(bytes) : null),
    ...fact("SHA-256", textOf(sha256)),
    ...fact(
      "",
      textOf(readAt) === null || textOf(sha256) === null ? null : `as read at ${textOf(readAt) ?? ""}`,
    ),
    ...fact("Before", isJsonObject(before) ? beforeText(before) : null),
    ...instanceLines(vm).flatMap((text) => fact("Instance", text)),
    ...verdictLines(vm).flatMap((text) => fact("Azure now", text)),
  ];
}

/** "12,345 packets from … to …, 3 s before the capture"; or why there are none. */
function beforeText({ from, to, packets, gapSeconds, problem }: JsonObject): string {
  const reason = textOf(problem);
  if (typeof packets !== "number" || packets === 0) return `no packets. ${reason ?? ""}`.trim();
  const ends = [textOf(from), textOf(to)].filter((at) => at !== null).join(" to ");
  const gap = typeof gapSeconds === "number" ? `, gap to the capture ${gapSeconds} s` : "";
  return `${many(packets, "packet")} from ${ends}${gap}${reason === null ? "" : `. ${reason}`}`;
}

function phaseOf({ phase, percent, endsAt }: JsonObject): string {
  const progress = typeof percent === "number" ? ` ${percent}%` : "";
  return `${textOf(phase) ?? "waiting"}${progress}${textOf(endsAt) === null ? "" : `, until ${textOf(endsAt) ?? ""}`}`;
}

function summaryLines({ lead, findings }: JsonObject): readonly string[] {
  const isFinding = objectsOf(findings).some(({ text }) => text === lead);
  return [
    ...(isFinding ? [] : [`  ${textOf(lead) ?? "There is no lead"}.`]),
    ...objectsOf(findings).flatMap(({ severity, text, filter, nextStep }) => [
      `  ${titled(textOf(severity) ?? "note")}: ${textOf(text) ?? ""}`,
      ...[textOf(filter), textOf(nextStep)].filter((line) => line).map((line) => `    ${line ?? ""}`),
    ]),
  ];
}

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function nextLines({ id, state, vms }: ReturnType<typeof listedCapture>): readonly string[] {
  if (state === "running") return [`To end it early: npm run captures -- stop ${id}`];
  const hasFile = vms.some(({ fileUrl }) => typeof fileUrl === "string");
  if (hasFile) return [`To get the file: npm run captures -- download ${id}`];
  return vms.some(({ code }) => typeof code === "string") ? ["What each code means: docs/runbook.md"] : [];
}
