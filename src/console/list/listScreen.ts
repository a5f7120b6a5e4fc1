import { h, type JSX } from "preact";
import { ArmedPanel } from "../armed/armedPanel.ts";
import { Notice } from "../parts/notice.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { StopDialog } from "../parts/stopDialog.ts";
import { Found } from "./found.ts";
import { SetUp } from "./setUp.ts";
import { useCaptures } from "./useCaptures.ts";
import { useRowActions } from "./useRowActions.ts";
import type { CaptureList } from "../../api/captureList.ts";
import type { Screen } from "../state/screen.ts";
import type { ListFilter } from "./listFilter.ts";

interface Props extends Screen {
  /** As the address has it. */
  readonly filter: ListFilter;
}

/** The newest captures, live. */
export function ListScreen({ api, viewer, filter }: Props): JSX.Element {
  const { value, error, refresh, more } = useCaptures(api);
  const { actions, stopping, message, closeDialog, closeMessage, stopped } = useRowActions(api, refresh);
  const allowed = viewer.rights.includes("operate") ? actions : null;
  return h(
    "div",
    { class: "list-screen" },
    h(ScreenTitle, { title: "Captures" }),
    error !== null &&
      h(Notice, { tone: "bad" }, error.message, value !== null && " The list may be out of date."),
    message !== null &&
      (message.whileRuns === null || runs(value, message.whileRuns)) &&
      h(Notice, { tone: message.tone, onClose: closeMessage }, message.content),
    h(ArmedPanel, { api, viewer }),
    value === null && error === null && h("p", { class: "hint", "aria-busy": true }, "Loading…"),
    value?.captures.length === 0 && h(SetUp, { api, viewer }),
    value !== null &&
      value.captures.length > 0 &&
      h(Found, { list: value, timeZone: viewer.timeZone, addressed: filter, actions: allowed, onMore: more }),
    stopping !== null &&
      h(StopDialog, {
        api,
        id: stopping.id,
        name: stopping.vm ?? "the VM",
        onStopped: stopped,
        onClose: closeDialog,
      }),
  );
}

const runs = (list: CaptureList | null, id: string): boolean =>
  list?.captures.some((capture) => capture.id === id && capture.state === "running") ?? false;
