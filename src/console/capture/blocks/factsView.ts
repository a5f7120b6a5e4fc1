import { Fragment, h, type JSX } from "preact";
import { CopyButton } from "./copyButton.ts";
import type { Fact } from "../../../report/section.ts";

/** Labelled values. A hash has a button that copies it. */
export const FactsView = ({ facts }: { readonly facts: readonly Fact[] }): JSX.Element =>
  h(
    "dl",
    { class: "facts" },
    facts.map(({ label, value, note }, index) =>
      h(
        Fragment,
        { key: index },
        h("dt", null, label),
        h(
          "dd",
          null,
          h("span", { class: isHash(value) ? "hash" : "" }, value),
          isHash(value) ? h(CopyButton, { text: value, label: `Copy the ${label}` }) : null,
          note === undefined ? null : h("small", null, note),
        ),
      ),
    ),
  );

const isHash = (value: string): boolean => /^[0-9a-f]{64}$/.test(value);
