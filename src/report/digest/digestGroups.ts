import { many } from "../../wording/many.ts";
import { pageAddress } from "../sections/links/pageAddress.ts";
import { oneLine } from "../text/oneLine.ts";
import type { ListItem } from "../section.ts";
import type { SkippedAlert } from "./digestFacts.ts";

/** The alerts of one rule and severity. */
export interface DigestGroup {
  readonly title: string;
  /** Earliest first. */
  readonly alerts: readonly SkippedAlert[];
}

const longest = { rule: 100, vm: 64, note: 1500 };
/** Of one alert. */
const mostVms = 3;

/** The alerts by rule and severity, the rule that fired most often first. */
export function digestGroups(alerts: readonly SkippedAlert[]): readonly DigestGroup[] {
  const groups = new Map<string, SkippedAlert[]>();
  for (const alert of alerts) {
    const title = titleOf(alert);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [alert]);
    else group.push(alert);
  }
  return [...groups]
    .map(([title, group]) => ({ title, alerts: group.toSorted((a, b) => compare(a.firedAt, b.firedAt)) }))
    .toSorted((a, b) => b.alerts.length - a.alerts.length || compare(a.title, b.title));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function titleOf({ rule, severity }: SkippedAlert): string {
  const name = rule === null || rule === "" ? "(not named)" : oneLine(rule, longest.rule);
  return severity === null ? name : `${name} (${oneLine(severity, longest.rule)})`;
}

/**
 * A rule's alerts as items of a list; a long one takes several.
 *
 * @param appOrigin each alert leads to its captures there; null: it is text
 */
export function groupItems(
  { title, alerts }: DigestGroup,
  total: number,
  appOrigin: string | null,
): readonly ListItem[] {
  const parts = alerts.map((alert) => ({
    label: alertText(alert),
    href: pageAddress(appOrigin, alert.instanceId),
  }));
  const [only, ...others] = parts;
  if (total === 1 && others.length === 0 && only?.href == null)
    return [{ text: `${title}: ${only?.label ?? ""}`, note: null }];
  return chunksOf(parts).map((chunk, index) => ({
    text: index === 0 && total > 1 ? `${title}: ${many(total, "alert")}` : title,
    note: chunk.map(({ label }) => label).join(", "),
    ...(appOrigin !== null && { links: chunk.map(({ label, href }) => ({ label, href: href ?? "" })) }),
  }));
}

/** "WEB01 14:03:10" */
function alertText({ vmNames, firedAt }: SkippedAlert): string {
  const named = vmNames.slice(0, mostVms).map((name) => oneLine(name, longest.vm));
  const more = vmNames.length - named.length;
  return `${named.join(" and ")}${more > 0 ? ` and ${more} more` : ""} ${clockOf(firedAt)}`;
}

const clockOf = (iso: string): string => {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? "" : new Date(time).toISOString().slice(11, 19);
};

/** Parts of lists whose texts have a bounded length together. */
function chunksOf<Part extends { readonly label: string }>(parts: readonly Part[]): readonly Part[][] {
  const chunks: Part[][] = [];
  let length = 0;
  for (const part of parts) {
    const last = chunks.at(-1);
    length += part.label.length + 2;
    if (last !== undefined && length < longest.note) last.push(part);
    else {
      chunks.push([part]);
      length = part.label.length;
    }
  }
  return chunks;
}
