import { factsOfToday } from "./factsOfToday.ts";
import { whyBlocks } from "./head/whyBlocks.ts";
import { reportModel } from "./reportModel.ts";
import { originSection } from "./sections/originSection.ts";
import { toldElsewhere } from "./sections/toldElsewhere.ts";
import { plainTexts } from "./text/plainTexts.ts";
import type { PageFacts } from "./pageFacts.ts";
import type { PageModel } from "./pageModel.ts";
import type { Section } from "./section.ts";

/** A page is as long as it takes: every VM in full. A summary has at most ten of a kind and 12 findings. */
const inFull = { shown: 10, findings: 12, whole: true, linked: true };

/**
 * What the captures page shows in words, from the facts and by the functions of the email. It has no button,
 * because the button leads to the page.
 */
export function pageOf(given: PageFacts): PageModel {
  const facts = factsOfToday(given);
  const { notices, head, sections } = reportModel(facts, inFull);
  const told = toldElsewhere(facts);
  return plainTexts(
    facts.captures.length === 0
      ? { notices, head: null, sections: [...told, whyAndOrigin(facts)] }
      : { notices, head: { ...head, button: null }, sections: [...told, ...sections] },
  );
}

/** Without a head the alert has its reason itself. */
function whyAndOrigin(facts: PageFacts): Section {
  const origin = originSection(facts);
  return facts.alert === null ? origin : { ...origin, blocks: [...whyBlocks(facts), ...origin.blocks] };
}
