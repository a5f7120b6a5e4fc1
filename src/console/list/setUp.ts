import { h, type ComponentChildren, type JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import { EmptyState } from "../parts/emptyState.ts";
import { messageOf } from "../parts/messageOf.ts";
import { Notice } from "../parts/notice.ts";
import { safeHref } from "../parts/safeHref.ts";
import { route } from "../state/route.ts";
import { useFresh } from "../state/useFresh.ts";
import type { Tone } from "../../report/section.ts";
import type { Api } from "../api/api.ts";
import type { Screen } from "../state/screen.ts";

/** Where Azure's own documents describe the first step outside of the app. */
const actionGroups = "https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups";

/** What to do until there is a first capture. */
export function SetUp({ api, viewer }: Screen): JSX.Element {
  const operates = viewer.rights.includes("operate");
  return h(
    EmptyState,
    { title: "No captures yet" },
    h(
      "p",
      null,
      "This list has the captures of the last 7 days. To see the first one, go through these steps.",
    ),
    h(
      "ol",
      { class: "set-up" },
      h(Settings, { api }),
      h(Alerts, null),
      h(
        "li",
        null,
        h("h3", null, "Email reaches the on-call engineer"),
        operates
          ? h(SampleEmail, { api })
          : h("p", null, "Someone who may start captures can send a sample email."),
      ),
      h(
        "li",
        null,
        h("h3", null, "The first capture"),
        h("p", null, "It appears here as soon as an alert on a VM fires."),
        h(Ways, { links: viewer.links, operates }),
      ),
    ),
  );
}

const Alerts = (): JSX.Element =>
  h(
    "li",
    null,
    h("h3", null, "Alerts reach the app"),
    h("p", null, "An alert rule's action group calls ", h("code", null, "POST /api/alerts"), " of this app."),
    h("p", null, h("a", { href: actionGroups, rel: "noreferrer" }, "Action groups in Azure Monitor")),
  );

function Settings({ api }: { readonly api: Api }): JSX.Element {
  const { value, error } = useFresh(
    useCallback(() => api.health(), [api]),
    () => 60_000,
  );
  const problems = value !== null && "problems" in value ? (value.problems ?? []) : [];
  const state: ComponentChildren =
    value === null
      ? (error?.message ?? "Asking the app…")
      : value.status === "ok"
        ? "Every setting is valid."
        : value.detail;
  return h(
    "li",
    { class: value?.status === "ok" ? "done" : "open" },
    h("h3", null, "The app's settings"),
    h("p", { role: "status" }, state),
    problems.length > 0 &&
      h(
        "ul",
        { class: "problems" },
        problems.map((problem) => h("li", { key: problem }, problem)),
      ),
  );
}

interface Told {
  readonly tone: Tone;
  readonly text: string;
}

function SampleEmail({ api }: { readonly api: Api }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const send = async () => {
    setBusy(true);
    setTold(null);
    try {
      const { state, sentTo } = await api.testEmail();
      const done = state === "succeeded" ? "was sent to" : "is on its way to";
      setTold({ tone: "good", text: `A sample email ${done} ${sentTo.join(", ")}.` });
    } catch (error) {
      setTold({ tone: "bad", text: messageOf(error) });
    }
    setBusy(false);
  };
  return h(
    "div",
    null,
    h(
      "button",
      { type: "button", class: "button", disabled: busy, onClick: () => void send() },
      busy ? "Sending…" : "Send a sample email",
    ),
    told !== null && h(Notice, { tone: told.tone }, told.text),
  );
}

interface WaysProps {
  readonly links: Screen["viewer"]["links"];
  readonly operates: boolean;
}

const Ways = ({ links, operates }: WaysProps): JSX.Element =>
  h(
    "p",
    { class: "buttons" },
    links.map(({ label, href }) => {
      const safe = safeHref(href);
      return safe !== null && h("a", { key: href, class: "button primary", href: safe }, label);
    }),
    operates && h("a", { class: "button", href: route.start() }, "Capture a VM…"),
  );
