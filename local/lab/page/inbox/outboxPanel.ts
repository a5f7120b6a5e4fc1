import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { ClockTime } from "../parts/clockTime.ts";
import { Panel } from "../parts/panel.ts";
import { MailView } from "./mailView.ts";
import type { LabEmail } from "../../controlView.ts";

interface Props {
  readonly emails: readonly LabEmail[];
}

/** The mails that the app sent, the newest first and open. */
export function OutboxPanel({ emails }: Props): JSX.Element {
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = emails.toReversed();
  const open = newest.find(({ number }) => number === chosen) ?? newest[0] ?? null;
  return h(
    Panel,
    {
      title: "Outbox",
      class: "wide",
      lead: "The mail that reached the on-call engineer. Nothing leaves this machine.",
    },
    open === null
      ? h("p", { class: "muted" }, "No mail yet. It is sent when a capture has ended.")
      : h(
          "div",
          { class: "outbox" },
          h(
            "ul",
            { class: "mails", "aria-label": "Mails" },
            newest.map((email) =>
              h(MailItem, { key: email.number, email, isOpen: email === open, onOpen: setChosen }),
            ),
          ),
          h(MailView, { key: open.number, email: open }),
        ),
  );
}

interface ItemProps {
  readonly email: LabEmail;
  readonly isOpen: boolean;
  readonly onOpen: (number: number) => void;
}

const MailItem = ({ email, isOpen, onOpen }: ItemProps): JSX.Element =>
  h(
    "li",
    null,
    h(
      "button",
      {
        type: "button",
        class: "mail",
        "aria-pressed": isOpen,
        onClick: () => {
          onOpen(email.number);
        },
      },
      h("span", { class: "mail-subject" }, email.subject),
      h("span", { class: "hint" }, h(ClockTime, { at: email.receivedAt }), ` to ${email.to.join(", ")}`),
    ),
  );
