import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { Badge } from "../../../../src/console/parts/badge.ts";
import { labClient } from "../api/labClient.ts";
import { ClockTime } from "../parts/clockTime.ts";
import { Panel } from "../parts/panel.ts";
import { Problem } from "../parts/problem.ts";
import { useAction } from "../parts/useAction.ts";
import { notificationVerdict } from "./notificationVerdict.ts";
import type { LabNotification } from "../../controlView.ts";

interface Props {
  readonly notifications: readonly LabNotification[];
}

/** What the simulated webhooks of NOTIFY_WEBHOOKS got. */
export const NotificationPanel = ({ notifications }: Props): JSX.Element =>
  h(
    Panel,
    {
      title: "Notifications",
      lead: "What the simulated Teams and CloudEvents webhooks got, checked as their receivers would.",
    },
    notifications.length === 0
      ? h("p", { class: "muted" }, "None yet. They are sent beside the mail.")
      : h(
          "ul",
          { class: "notifications", "aria-label": "Received notifications" },
          notifications.toReversed().map((one) => h(Item, { key: one.number, notification: one })),
        ),
  );

function Item({ notification }: { readonly notification: LabNotification }): JSX.Element {
  const [document, setDocument] = useState<unknown>(null);
  const { problem, run } = useAction();
  const { tone, text } = notificationVerdict(notification);
  const load = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open || document !== null) return;
    run(async () => {
      setDocument(await labClient.notification(notification.number));
    });
  };
  return h(
    "li",
    null,
    h(
      "details",
      { class: "folded", onToggle: load },
      h(
        "summary",
        null,
        h(ClockTime, { at: notification.receivedAt }),
        ` ${notification.kind === "teams" ? "Teams" : "CloudEvents"} `,
        h(Badge, { tone }, text),
      ),
      notification.problems.map((one) => h("p", { key: one }, one)),
      document !== null && h("pre", { tabIndex: 0, "aria-label": "JSON" }, JSON.stringify(document, null, 2)),
      h(Problem, { text: problem }),
    ),
  );
}
