import { h, type JSX } from "preact";
import { Badge } from "../parts/badge.ts";
import { useNow } from "../state/useNow.ts";
import { progressNow } from "./progressNow.ts";
import type { ListedCapture } from "../../api/captureList.ts";
import type { Tone } from "../../report/section.ts";

interface Props {
  readonly capture: ListedCapture;
}

/** What a capture came to; while it runs, how far it is. */
export const StateBadge = ({ capture }: Props): JSX.Element =>
  capture.state === "running"
    ? h(RunningBadge, { capture })
    : h(Badge, { tone: toneOf(capture) }, capture.label);

function RunningBadge({ capture }: Props): JSX.Element {
  const { percent, text } = progressNow(capture, useNow(1000));
  return h(
    "span",
    { class: "running-state" },
    h(Badge, { tone: "running" }, text),
    percent !== null && h("progress", { max: 100, value: percent, "aria-hidden": "true" }),
  );
}

function toneOf({ state, severity }: ListedCapture): Tone {
  if (state === "failed" || severity === "critical") return "bad";
  if (severity === "warning") return "warning";
  return state === "skipped" || severity !== null ? "neutral" : "good";
}
