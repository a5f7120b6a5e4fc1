import { h, type JSX } from "preact";
import { Mark } from "../parts/mark.ts";
import { safeHref } from "../parts/safeHref.ts";
import { route, type Route } from "../state/route.ts";
import type { Viewer } from "../../api/viewer.ts";

interface Props {
  readonly viewer: Viewer;
  readonly screen: Route["screen"];
  /** Null where there is no key to forget. */
  readonly onForgetKey: (() => void) | null;
}

/** The name of the app, the ways to its screens, and who uses it. */
export function PageHeader({ viewer, screen, onForgetKey }: Props): JSX.Element {
  const entry = (href: string, label: string, current: boolean) =>
    h("li", { key: href }, h("a", { href, "aria-current": current ? "page" : undefined }, label));
  return h(
    "header",
    { class: "page-header" },
    h("a", { class: "brand", href: route.list() }, h(Mark, null), "capture-on-alert"),
    h(
      "nav",
      { "aria-label": "Pages" },
      h(
        "ul",
        null,
        entry(route.list(), "Captures", screen === "list"),
        viewer.rights.includes("operate") && entry(route.start(), "Capture a VM…", screen === "start"),
        viewer.links.map(({ label, href }) => {
          const safe = safeHref(href);
          return safe !== null && entry(safe, label, false);
        }),
      ),
    ),
    h(WhoIsThere, { viewer, onForgetKey }),
  );
}

function WhoIsThere({ viewer, onForgetKey }: Pick<Props, "viewer" | "onForgetKey">): JSX.Element | null {
  const { user, signOut } = viewer;
  const way = signOut === null ? null : safeHref(signOut);
  if (user === null && onForgetKey === null) return null;
  return h(
    "div",
    { class: "who" },
    user !== null && h("span", { class: "who-name", title: user }, user),
    way !== null && h("a", { href: way }, "Sign out"),
    onForgetKey !== null &&
      h("button", { type: "button", class: "button quiet", onClick: onForgetKey }, "Forget the key"),
  );
}
