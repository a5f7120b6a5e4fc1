import { Fragment, h, type JSX } from "preact";
import { ErrorBoundary } from "../../../src/console/shell/errorBoundary.ts";
import { useFresh } from "../../../src/console/state/useFresh.ts";
import { labClient } from "./api/labClient.ts";
import { FaultPanel } from "./faults/faultPanel.ts";
import { FirePanel } from "./fire/firePanel.ts";
import { NotificationPanel } from "./inbox/notificationPanel.ts";
import { OutboxPanel } from "./inbox/outboxPanel.ts";
import { RequestPanel } from "./inbox/requestPanel.ts";
import { LabHeader } from "./parts/labHeader.ts";
import { Problem } from "./parts/problem.ts";
import { VmPanel } from "./vms/vmPanel.ts";
import type { Choices } from "../choices.ts";
import type { ControlView } from "../controlView.ts";

const everyMs = 2000;

interface LabData {
  readonly view: ControlView;
  readonly choices: Choices;
}

let known: LabData | null = null;

/** The very same object again while nothing has changed. The choices never do. */
async function loadLab(): Promise<LabData> {
  const view = await labClient.view();
  const choices = known?.choices ?? (await labClient.choices());
  if (known?.view !== view) known = { view, choices };
  return known;
}

/** The whole page. */
export function LabPage(): JSX.Element {
  const { value, error, refresh } = useFresh(loadLab, () => everyMs);
  return h(
    Fragment,
    null,
    h("a", { class: "skip", href: "#main" }, "Skip to the content"),
    h(LabHeader, null),
    h(
      "main",
      { id: "main", class: "lab", tabIndex: -1 },
      h("h1", null, "Lab"),
      h(
        "p",
        { class: "lead" },
        "The Azure around the app is simulated on this machine; here you drive it. Times are in UTC.",
      ),
      h(Problem, { text: error?.message ?? null }),
      value === null
        ? error === null && h("p", { class: "muted" }, "Loading…")
        : h(ErrorBoundary, null, h(Panels, { ...value, changed: refresh })),
    ),
  );
}

const Panels = ({
  view,
  choices: offered,
  changed,
}: LabData & { readonly changed: () => Promise<void> }): JSX.Element =>
  h(
    "div",
    { class: "panels" },
    h(FirePanel, { vms: view.vms, choices: offered, changed }),
    h(FaultPanel, { faults: view.faults, backend: view.backend, presets: offered.faults, changed }),
    h(VmPanel, { vms: view.vms, choices: offered, changed }),
    h(OutboxPanel, { emails: view.emails }),
    h(RequestPanel, { requests: view.requests }),
    h(NotificationPanel, { notifications: view.notifications }),
  );
