import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { labClient } from "../api/labClient.ts";
import { Problem } from "../parts/problem.ts";
import { useAction } from "../parts/useAction.ts";
import type { LabEmail } from "../../controlView.ts";

/** A mail as its reader sees it, and its text part. */
export function MailView({ email }: { readonly email: LabEmail }): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const { problem, run } = useAction();
  const address = `/lab/api/emails/${email.number}.html`;
  const load = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open || text !== null) return;
    run(async () => {
      setText(await labClient.mailText(email.number));
    });
  };
  return h(
    "div",
    { class: "mail-view" },
    h(
      "p",
      { class: "mail-head" },
      h("strong", null, email.subject),
      h("a", { href: address, target: "_blank", rel: "noreferrer" }, "Open in a tab"),
    ),
    h("iframe", {
      src: address,
      title: `Mail: ${email.subject}`,
      sandbox: "allow-popups allow-popups-to-escape-sandbox",
    }),
    h(
      "details",
      { class: "folded", onToggle: load },
      h("summary", null, "Text part"),
      text !== null && h("pre", { tabIndex: 0, "aria-label": "Text part" }, text),
    ),
    h(Problem, { text: problem }),
  );
}
