import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { html } from "../html/html.ts";
import type { ArmingFacts } from "../../captures/rings/armingFacts.ts";
import type { Report } from "../renderReport.ts";

/** Renders the email about armed VMs that have no ring. */
export function renderArming({ faults, timeZone }: ArmingFacts): Report {
  const subject = `${many(faults.length, "armed VM")} without a ring of packets`;
  const lines = faults.map(
    ({ vmName, code, hint, since }) => `${vmName}: ${code}, since ${momentText(since, timeZone)}. ${hint}`,
  );
  const text = [subject, ...lines].join("\n\n");
  return { subject, text, html: html`<pre>${text}</pre>`.toString(), importance: "normal" };
}
