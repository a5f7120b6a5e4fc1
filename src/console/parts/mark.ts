import { h, type JSX } from "preact";

/** A capture's trace, as the app's mark. */
export const Mark = (): JSX.Element =>
  h(
    "svg",
    { class: "mark", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
    h("path", { d: "M2 13h4l2.5-7 4 13 3-9 1.6 3H22" }),
  );
