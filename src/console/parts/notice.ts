import { h, type ComponentChildren, type JSX } from "preact";
import type { Tone } from "../../report/section.ts";

interface Props {
  readonly tone: Tone;
  /** Closes the notice; without it the notice stays. */
  readonly onClose?: () => void;
  readonly children?: ComponentChildren;
}

const roles: Readonly<Record<Tone, "alert" | "status">> = {
  bad: "alert",
  warning: "alert",
  good: "status",
  neutral: "status",
};

/** A message that a screen reader reads out at once: an error interrupts, the others wait. */
export const Notice = ({ tone, onClose, children }: Props): JSX.Element =>
  h(
    "div",
    { class: `notice ${tone}`, role: roles[tone] },
    h("div", { class: "notice-text" }, children),
    onClose !== undefined &&
      h(
        "button",
        { type: "button", class: "button quiet", "aria-label": "Close the message", onClick: onClose },
        "×",
      ),
  );
