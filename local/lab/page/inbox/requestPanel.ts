import { h, type JSX } from "preact";
import { ClockTime } from "../parts/clockTime.ts";
import { Panel } from "../parts/panel.ts";
import { shortPath } from "./shortPath.ts";
import type { LabRequest } from "../../controlView.ts";

interface Props {
  readonly requests: readonly LabRequest[];
}

/** The last calls that simulated Azure received. */
export const RequestPanel = ({ requests }: Props): JSX.Element =>
  h(
    Panel,
    {
      title: "Calls to Azure",
      lead: "The last calls of the app that simulated Azure received, the newest first.",
    },
    requests.length === 0
      ? h("p", { class: "muted" }, "None yet.")
      : h(
          "div",
          { class: "calls", tabIndex: 0, role: "region", "aria-label": "Last calls to Azure" },
          h("ol", { reversed: true }, requests.toReversed().map(requestItem)),
        ),
  );

const requestItem = ({ at, method, path, status }: LabRequest, index: number): JSX.Element =>
  h(
    "li",
    { key: `${at} ${index}` },
    h(ClockTime, { at }),
    h("span", { class: "method" }, method),
    h("span", { class: status !== null && status < 400 ? "status" : "status failed" }, status ?? "no answer"),
    h("span", { class: "path", title: path }, shortPath(path)),
  );
