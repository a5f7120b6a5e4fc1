import { h, type JSX } from "preact";
import { useRef } from "preact/hooks";
import { CaptureScreen } from "../capture/captureScreen.ts";
import { ListScreen } from "../list/listScreen.ts";
import { ScreenTitle, Steps } from "../parts/screenTitle.ts";
import { StartScreen } from "../start/startScreen.ts";
import { route, type Route } from "../state/route.ts";
import { useRoute } from "../state/useRoute.ts";
import { ErrorBoundary } from "./errorBoundary.ts";
import { PageHeader } from "./pageHeader.ts";
import type { Screen } from "../state/screen.ts";

interface Props extends Screen {
  readonly onForgetKey: (() => void) | null;
}

/** The page around its screens: header, the screen that the address names, footer. */
export function Shell({ api, viewer, onForgetKey }: Props): JSX.Element {
  const { route: at, steps } = useRoute();
  const main = useRef<HTMLElement>(null);
  // A plain link to #main would be an address of the page.
  const skip = (event: Event) => {
    event.preventDefault();
    main.current?.focus();
  };
  return h(
    Steps.Provider,
    { value: steps },
    h("a", { class: "skip", href: "#main", onClick: skip }, "Skip to the content"),
    h(PageHeader, { viewer, screen: at.screen, onForgetKey }),
    h(
      "main",
      { id: "main", ref: main, tabIndex: -1 },
      h(ErrorBoundary, { key: keyOf(at) }, screenAt(at, { api, viewer })),
    ),
    h("footer", { class: "page-footer" }, `capture-on-alert ${viewer.version}`),
  );
}

/** Another capture is another screen; another filter is not. */
const keyOf = (at: Route): string =>
  at.screen === "capture" ? `capture ${at.id}` : at.screen === "start" ? `start ${at.vmId}` : at.screen;

function screenAt(at: Route, screen: Screen): JSX.Element {
  switch (at.screen) {
    case "list":
      return h(ListScreen, { ...screen, filter: at.filter });
    case "capture":
      return h(CaptureScreen, { ...screen, id: at.id });
    case "start":
      return h(StartScreen, { ...screen, vmId: at.vmId });
    case "unknown":
      return h(
        "div",
        null,
        h(ScreenTitle, { title: "There is no such page" }),
        h("p", null, h("a", { href: route.list() }, "All captures")),
      );
  }
}
