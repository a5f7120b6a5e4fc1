import { h, type JSX } from "preact";

/** Why something failed, read out at once; nothing for null. */
export const Problem = ({ text }: { readonly text: string | null }): JSX.Element | null =>
  text === null
    ? null
    : h("div", { class: "notice bad", role: "alert" }, h("div", { class: "notice-text" }, text));
