import { h, type JSX } from "preact";
import { CodeLine } from "../blocks/codeLine.ts";
import { FactsView } from "../blocks/factsView.ts";
import type { Severity } from "../../../pcap/findings/finding.ts";
import type { Tone } from "../../../report/section.ts";
import type { FindingCard } from "./findingCards.ts";

const tones: Readonly<Record<Severity, Tone>> = { critical: "bad", warning: "warning", note: "neutral" };

/** Findings as cards, the gravest first, numbered as on the plot. */
export const FindingList = ({ cards }: { readonly cards: readonly FindingCard[] }): JSX.Element =>
  h(
    "ol",
    { class: "findings" },
    cards.map((card, index) =>
      h(
        "li",
        { key: index, class: `finding tone-${tones[card.severity]}` },
        h("h3", null, h("span", { class: `number number-${card.severity}` }, index + 1), card.title),
        h(FactsView, { facts: card.facts }),
        h(CodeLine, { text: card.filter, label: "Copy the filter" }),
      ),
    ),
  );
