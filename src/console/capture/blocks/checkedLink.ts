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
  const away = checked.startsWith("#") ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return h("a", { href: checked, ...away }, label);
}
