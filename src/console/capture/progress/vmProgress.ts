import { h, type JSX } from "preact";
import { percentNow } from "../../parts/percentNow.ts";
import { timeLeft } from "../../parts/time/timeLeft.ts";
import { useNow } from "../../state/useNow.ts";
import { ProgressList } from "./progressList.ts";
import type { VmView } from "../../../api/captureView.ts";

interface VmProgressProps {
  readonly vm: VmView;
  /** When the app looked at it last. */
  readonly since: string;
  /** Where there are several; null for an only one. */
  readonly name: string | null;
}

/** How far the capture of one VM is; of one that has ended before the others, what it came to. */
export const VmProgress = (props: VmProgressProps): JSX.Element =>
  props.vm.outcome === undefined || props.name === null
    ? h(UnderWay, props)
    : h(
        "div",
        { class: "progress compact" },
        h("b", { class: "progress-name" }, props.name),
        h("p", { class: "progress-text" }, endings[props.vm.outcome]),
      );

const endings: Readonly<Record<NonNullable<VmView["outcome"]>, string>> = {
  captured: "Captured",
  failed: "Failed",
  skipped: "Skipped",
};

function UnderWay({ vm, since, name }: VmProgressProps): JSX.Element {
  const { phase, endsAt } = vm;
  const now = useNow(endsAt === null ? null : 1000);
  const percent = vm.percent === null ? null : percentNow(vm.percent, endsAt, since, now);
  const isWaiting = phase === null;
  return h(
    "div",
    { class: name === null ? "progress" : "progress compact" },
    name === null ? null : h("b", { class: "progress-name" }, name),
    h(ProgressList, { phase, label: name === null ? "Progress" : `Progress of ${name}` }),
    percent === null
      ? null
      : h("progress", {
          max: 100,
          value: percent,
          "aria-label": name === null ? "Captured" : `Captured on ${name}`,
        }),
    h("p", { class: "progress-text" }, isWaiting ? "Waiting to start" : textOf(percent, endsAt, now)),
  );
}

/** "62% · 1:54 left". At the end of its time the app looks whether the capture has ended. */
function textOf(percent: number | null, endsAt: string | null, now: number): string {
  const left = endsAt === null ? null : (timeLeft(endsAt, now) ?? "ending");
  return [percent === null ? null : `${Math.round(percent)}%`, left]
    .filter((part) => part !== null)
    .join(" · ");
}
