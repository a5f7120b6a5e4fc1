import { h, type JSX } from "preact";
import { useCallback } from "preact/hooks";
import { useFresh } from "../../../src/console/state/useFresh.ts";
import { labClient } from "./api/labClient.ts";
import { FaultPanel } from "./faults/faultPanel.ts";
import { FirePanel } from "./fire/firePanel.ts";
import { NotificationPanel } from "./inbox/notificationPanel.ts";
import { OutboxPanel } from "./inbox/outboxPanel.ts";
import { RequestPanel } from "./inbox/requestPanel.ts";
import { Problem } from "./parts/problem.ts";
import { VmPanel } from "./vms/vmPanel.ts";
import type { Choices } from "../choices.ts";
import type { ControlView } from "../controlView.ts";

const everyMs = 2000;

let choices: Choices | null = null;

async function loadLab(): Promise<LabData> {
  const view = await labClient.view();
  choices ??= await labClient.choices();
  if (known?.view !== view) known = { view, choices };
  return known;
}

interface LabData {
  readonly view: ControlView;
  readonly choices: Choices;
}

let known: LabData | null = null;

/** The whole page. */
export function LabPage(): JSX.Element {
  const { value, error, refresh } = useFresh(loadLab, useCallback(() => everyMs, []));
  return h(
    "div",
    { class: "lab" },
    h(
      "header",
      { class: "lab-bar" },
      h("strong", null, "capture-on-alert"),
      h("nav", { "aria-label": "Pages" }, h("a", { href: "/api/ui" }, "Captures"), h("a", { href: "/lab", "aria-current": "page" }, "Lab")),
    ),
    h(
      "main",
      null,
      h("h1", null, "Lab"),
      h(Problem, { text: error?.message ?? null }),
      value === null ? error === null && h("p", null, "Loading…") : h(Panels, { ...value, changed: refresh }),
    ),
  );
}

const Panels = ({ view, choices: offered, changed }: LabData & { readonly changed: () => Promise<void> }): JSX.Element =>
  h(
    "div",
    { class: "panels" },
    h(FirePanel, { vms: view.vms, choices: offered, changed }),
    h(FaultPanel, { faults: view.faults, backend: view.backend, presets: offered.faults, changed }),
    h(VmPanel, { vms: view.vms, choices: offered, changed }),
    h(OutboxPanel, { emails: view.emails }),
    h(NotificationPanel, { notifications: view.notifications }),
    h(RequestPanel, { requests: view.requests }),
  );
