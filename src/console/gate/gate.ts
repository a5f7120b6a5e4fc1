import { h, type ComponentChildren, type JSX } from "preact";
import { useState } from "preact/hooks";
import { Notice } from "../parts/notice.ts";
import { KeyPrompt } from "./keyPrompt.ts";
import { signInHref } from "./signInHref.ts";
import type { Admission } from "./admission.ts";

interface Props {
  readonly admission: Exclude<Admission, { readonly kind: "open" }>;
  readonly onKey: (key: string) => void;
  readonly onRetry: () => void;
}

/** What the viewer sees instead of the page's data, until the app lets them in. */
export function Gate(props: Props): JSX.Element {
  return h(
    "main",
    { id: "main", class: "gate", tabIndex: -1 },
    h("div", { class: "panel" }, h("h1", null, "Captures"), ...contentOf(props)),
  );
}

function contentOf({ admission, onKey, onRetry }: Props): readonly ComponentChildren[] {
  switch (admission.kind) {
    case "key":
      return [
        h("p", null, "This app shows its captures to holders of a function key."),
        h(KeyPrompt, { wrong: admission.wrong, onKey }),
      ];
    case "signIn":
      return [
        h("p", null, "Sign in with your organization's account to see the captures."),
        h(
          "p",
          null,
          h("a", { class: "button primary", href: signInHref(admission.signIn, location) }, "Sign in"),
        ),
        h(OtherWay, { onKey }),
      ];
    case "forbidden":
      return [
        h(Notice, { tone: "warning" }, admission.detail),
        h("p", null, "Whoever administers the app's registration can assign the role to you."),
        h(OtherWay, { onKey }),
      ];
    case "down":
      return [
        h(Notice, { tone: "bad" }, admission.error.message),
        h(Problems, { problems: admission.error.problem?.problems ?? [] }),
        h("p", null, h("button", { type: "button", class: "button", onClick: onRetry }, "Try again")),
      ];
  }
}

/** Every missing or invalid setting. */
const Problems = ({ problems }: { readonly problems: readonly string[] }): JSX.Element | null =>
  problems.length === 0
    ? null
    : h(
        "ul",
        { class: "problems" },
        problems.map((problem) => h("li", { key: problem }, problem)),
      );

function OtherWay({ onKey }: Pick<Props, "onKey">): JSX.Element {
  const [open, setOpen] = useState(false);
  if (open) return h(KeyPrompt, { wrong: false, onKey });
  const show = () => {
    setOpen(true);
  };
  return h("p", null, h("button", { type: "button", class: "button", onClick: show }, "Use a function key"));
}
