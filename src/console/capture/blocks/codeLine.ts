import { h, type JSX } from "preact";
import { CopyButton } from "./copyButton.ts";

interface CodeLineProps {
  readonly text: string;
  /** "Copy the command". */
  readonly label: string;
}

/** A command or a filter, with a button that copies it. */
export const CodeLine = ({ text, label }: CodeLineProps): JSX.Element =>
  h("div", { class: "code-line" }, h("code", null, text), h(CopyButton, { text, label }));
