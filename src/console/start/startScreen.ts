import { h, type JSX } from "preact";
import { Notice } from "../parts/notice.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { LimitFields } from "./limitFields.ts";
import { PlanView } from "./planView.ts";
import { useStart } from "./useStart.ts";
import type { Screen } from "../state/screen.ts";

/** The form that starts a capture: first the plan, then the capture. */
export function StartScreen({ api, viewer, vmId }: Screen & { readonly vmId: string }): JSX.Element {
  const { fields, setFields, planned, wrong, busy, showPlan, start } = useStart({ api, viewer }, vmId);
  if (!viewer.rights.includes("operate"))
    return h(
      "div",
      null,
      h(ScreenTitle, { title: "Capture a VM" }),
      h(Notice, { tone: "warning" }, "You may see captures, but not start them."),
    );
  const submit = (event: Event) => {
    event.preventDefault();
    void showPlan();
  };
  return h(
    "div",
    { class: "start-screen" },
    h(ScreenTitle, { title: "Capture a VM" }),
    h(
      "form",
      { class: "panel", noValidate: true, onSubmit: submit },
      h(LimitFields, { fields, limits: viewer.limits, errors: wrong.fields, onFields: setFields }),
      wrong.message !== null && h(Notice, { tone: "bad" }, wrong.message),
      Object.keys(wrong.fields).length > 0 && h(Notice, { tone: "bad" }, "Please check the marked fields."),
      h(
        "p",
        { class: "buttons" },
        h(
          "button",
          { type: "submit", class: "button primary", disabled: busy },
          busy && planned === null ? "Asking the app…" : "Show the plan",
        ),
      ),
    ),
    planned !== null && h(PlanView, { plan: planned.plan, busy, onStart: () => void start() }),
  );
}
