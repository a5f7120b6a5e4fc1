import { h, type JSX } from "preact";
import { Notice } from "../../parts/notice.ts";
import { CodeLine } from "../blocks/codeLine.ts";

interface FailureNoticeProps {
  readonly message: string;
  /** How to get the same otherwise. */
  readonly commands?: readonly string[];
  readonly onClose: () => void;
}

/** Why a button did nothing, beside it. */
export const FailureNotice = ({ message, commands = [], onClose }: FailureNoticeProps): JSX.Element =>
  h(
    "div",
    { class: "download-failure" },
    h(
      Notice,
      { tone: commands.length > 0 ? "warning" : "bad", onClose },
      h("p", null, message),
      commands.map((text) => h(CodeLine, { key: text, text, label: "Copy the command" })),
    ),
  );
