import { h, type JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../parts/notice.ts";
import { planFacts } from "./planFacts.ts";
import type { IgnoredAnswer } from "../../api/ignoredAnswer.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";

interface Props {
  readonly plan: PreviewAnswer | IgnoredAnswer;
  readonly busy: boolean;
  readonly onStart: () => void;
}

/** What would be captured, or why nothing would be. */
export function PlanView({ plan, busy, onStart }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [plan]);
  return h(
    "section",
    { class: "panel plan", "aria-labelledby": "plan" },
    h("h2", { id: "plan", ref: heading, tabIndex: -1 }, "The plan"),
    plan.outcome === "ignored"
      ? h(Notice, { tone: "warning" }, `Nothing would be captured. ${plan.detail}`)
      : [
          h("p", { key: "detail" }, plan.detail),
          h(
            "dl",
            { key: "facts", class: "facts" },
            planFacts(plan).map(([label, value]) =>
              h("div", { key: label }, h("dt", null, label), h("dd", null, value)),
            ),
          ),
          h(
            "p",
            { key: "start", class: "buttons" },
            h(
              "button",
              { type: "button", class: "button primary", disabled: busy, onClick: onStart },
              busy ? "Starting…" : "Start the capture",
            ),
          ),
        ],
  );
}
