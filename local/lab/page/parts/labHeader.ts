import { h, type JSX } from "preact";
import { Mark } from "../../../../src/console/parts/mark.ts";

/** The name of the app and the way to its page, as the captures page has them. */
export const LabHeader = (): JSX.Element =>
  h(
    "header",
    { class: "page-header" },
    h("a", { class: "brand", href: "/api/ui" }, h(Mark, null), "capture-on-alert"),
    h(
      "nav",
      { "aria-label": "Pages" },
      h(
        "ul",
        null,
        h("li", null, h("a", { href: "/api/ui" }, "Captures")),
        h("li", null, h("a", { href: "/lab", "aria-current": "page" }, "Lab")),
      ),
    ),
  );
