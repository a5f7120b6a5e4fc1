import { h, type ComponentChildren, type JSX } from "preact";
import { minuteText } from "../../wording/momentText.ts";
import { Badge } from "../parts/badge.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { BlockView } from "./blocks/blockView.ts";
import { isUnderWay } from "./isUnderWay.ts";
import { runningTitle } from "./runningTitle.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { Head } from "../../report/emailModel.ts";

interface CaptureHeadProps {
  readonly view: CaptureView;
  /** IANA name. */
  readonly timeZone: string;
  /** Its buttons. */
  readonly children?: ComponentChildren;
}

/** The email's first screen; until a capture has ended, what is known of the alert. */
export function CaptureHead({ view, timeZone, children }: CaptureHeadProps): JSX.Element {
  const head = view.page?.head ?? null;
  const tone = head?.tone ?? "neutral";
  return h(
    "header",
    { class: `panel capture-head tone-${tone}` },
    h(
      "p",
      { class: "origin" },
      isUnderWay(view)
        ? h(Badge, { tone: "running" }, "Running")
        : head !== null && h(Badge, { tone }, head.word),
      h("span", null, head?.origin ?? originOf(view, timeZone)),
    ),
    head?.joined != null && h("p", { class: "note" }, head.joined),
    h("p", { class: "unseen", role: "status" }, spokenState(view)),
    h(ScreenTitle, { title: head?.heading ?? runningTitle(view) }),
    head !== null && h(HeadBlocks, { head, view }),
    children !== undefined && h("div", { class: "buttons" }, children),
  );
}

/** The list of findings is left out: each has a card below. */
function HeadBlocks({ head, view }: { readonly head: Head; readonly view: CaptureView }): JSX.Element {
  const hasCards = view.page?.sections.some(({ part }) => part === "findings") === true;
  const before = head.before.filter(({ kind }) => !hasCards || kind !== "list");
  return h("div", { class: "blocks" }, ...[...before, ...head.after].map((block) => h(BlockView, { block })));
}

/** What a screen reader says when it changes; the countdown would be too much. */
const spokenState = (view: CaptureView): string =>
  isUnderWay(view) ? runningTitle(view) : "The capture has ended.";

/** As the email's first line has it, which there is once a capture has ended. */
function originOf({ alert }: CaptureView, timeZone: string): string {
  if (alert === null) return "Requested manually.";
  const { severity, rule, firedAt } = alert;
  const when = firedAt === null ? null : minuteText(firedAt, timeZone);
  return [severity, rule ?? "(rule not named)", when].filter((part) => part !== null).join(" · ");
}
