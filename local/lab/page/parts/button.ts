import { h, type JSX } from "preact";

interface Props {
  readonly label: string;
  /** What the panel is for. */
  readonly primary?: boolean;
  /** Null: it cannot be done now. */
  readonly onClick: (() => void) | null;
}

/** Does something. It keeps the focus while it cannot be pressed, which a disabled one would lose. */
export const Button = ({ label, primary = false, onClick }: Props): JSX.Element =>
  h(
    "button",
    {
      type: "button",
      class: primary ? "button primary" : "button",
      "aria-disabled": onClick === null,
      onClick: onClick ?? undefined,
    },
    label,
  );
