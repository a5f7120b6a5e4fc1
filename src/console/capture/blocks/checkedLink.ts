import { h, type JSX } from "preact";
import { safeHref } from "../../parts/safeHref.ts";

interface CheckedLinkProps {
  readonly label: string;
  readonly href: string;
}

/** A link, or its text alone where the address is none that a page should open. */
export function CheckedLink({ label, href }: CheckedLinkProps): JSX.Element {
  const checked = safeHref(href);
  if (checked === null) return h("span", null, label);
  const place = placeOnPage(checked);
  if (place !== null) return h("a", { href: place }, label);
  return h("a", { href: checked, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** The app's own address of another capture is a place on this page. */
function placeOnPage(href: string): string | null {
  const { origin, pathname, hash } = new URL(href, location.href);
  return origin === location.origin && pathname === location.pathname && hash !== "" ? hash : null;
}
