import { h, type ComponentChildren, type JSX } from "preact";
import { Badge } from "../parts/badge.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { route } from "../state/route.ts";
import { BlockView } from "./blocks/blockView.ts";
import { isUnderWay } from "./isUnderWay.ts";
import { runningTitle } from "./runningTitle.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { Head } from "../../report/emailModel.ts";

interface CaptureHeadProps {
  readonly view: CaptureView;
  /** Its buttons. */
  readonly children?: ComponentChildren;
}

/** The email's first screen; until a capture has ended, what is known of the alert. */
export function CaptureHead({ view, children }: CaptureHeadProps): JSX.Element {
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
      h("span", null, head?.origin ?? originOf(view)),
    ),
    head?.joined != null && h("p", { class: "note" }, head.joined),
    h("p", { class: "unseen", role: "status" }, spokenState(view)),
    h(ScreenTitle, { title: head?.heading ?? runningTitle(view) }),
    head !== null && h(HeadBlocks, { head, view }),
    h(ToldElsewhere, { view }),
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

function originOf({ alert }: CaptureView): string {
  if (alert === null) return "Requested manually.";
  return [alert.severity, alert.rule ?? "(rule not named)"].filter((part) => part !== null).join(" · ");
}

/** Where an alert is told that joined the capture of another one. A digest has no screen. */
function ToldElsewhere({ view: { reportedIn } }: Pick<CaptureHeadProps, "view">): JSX.Element | null {
  if (reportedIn === null || reportedIn.startsWith("digest-")) return null;
  return h("p", null, h("a", { href: route.capture(reportedIn) }, "Open the capture that it joined"));
}
