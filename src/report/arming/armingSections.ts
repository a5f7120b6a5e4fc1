import { many } from "../../wording/many.ts";
import { momentText, shortMoment } from "../../wording/momentText.ts";
import {
  commands,
  factList,
  listBlock,
  paragraph,
  type Block,
  type ListItem,
  type Section,
} from "../section.ts";
import { plainHint } from "../sections/failure/plainHint.ts";
import { oneLine } from "../text/oneLine.ts";
import { faultOf } from "./faultOf.ts";
import type { ArmingFacts, ArmingFault } from "../../captures/rings/armingFacts.ts";

/** How much of the VMs is shown. */
export interface Shown {
  /** VMs with their cause and fix. */
  readonly inFull: number;
  /** Further VMs by name. */
  readonly named: number;
}

const longest = { hint: 1000, since: 64, note: 1500 };

/** Where the runbook has what to do about each code. */
const runbook = 'docs/runbook.md, section "An armed VM has no ring"';

/** Each VM with its cause and fix, then the others by their cause. */
export function armingSections(
  { faults, timeZone, instanceId }: ArmingFacts,
  { inFull, named }: Shown,
): readonly Section[] {
  const others = faults.slice(inFull, inFull + named);
  const rest = faults.length - inFull - others.length;
  return [
    ...faults.slice(0, inFull).map((fault) => faultSection(fault, timeZone)),
    ...(faults.length > inFull ? [othersSection(others, rest)] : []),
    { heading: "About this email", tone: "neutral", blocks: [factList(["Instance id", instanceId])] },
  ];
}

function faultSection(fault: ArmingFault, timeZone: string): Section {
  const { vmId, code, hint, since } = fault;
  const { isScope, name, brief } = faultOf(fault);
  const { prose, commands: lines } = plainHint(oneLine(hint, longest.hint));
  return {
    heading: `${isScope ? `VMs of ${name} cannot be listed` : name}: ${brief}`,
    tone: "warning",
    vm: vmId,
    blocks: [
      ...(prose === "" ? [] : [paragraph(prose, "Cause")]),
      ...commands(null, lines),
      factList(
        [isScope ? "Not listed since" : "No ring since", momentText(since, timeZone)],
        ["Code", code],
        ["Runbook", runbook],
        [isScope ? "Scope" : "VM", oneLine(vmId, longest.hint)],
      ),
    ],
  };
}

function othersSection(faults: readonly ArmingFault[], rest: number): Section {
  const items = [...byCause(faults)].flatMap(([cause, group]) => itemsOf(cause, group));
  const more = rest <= 0 ? null : `and ${rest.toLocaleString("en-US")} more`;
  const [list] = listBlock(null, items, { shown: items.length, total: items.length });
  const blocks: readonly Block[] =
    list?.kind === "list" ? [{ ...list, more }] : [{ kind: "list", title: null, items: [], more }];
  return { heading: "Others by cause, times in UTC", tone: "warning", blocks };
}

function byCause(faults: readonly ArmingFault[]): ReadonlyMap<string, readonly ArmingFault[]> {
  const groups = new Map<string, ArmingFault[]>();
  for (const fault of faults) {
    const { isScope, brief } = faultOf(fault);
    const cause = `${isScope ? "VMs cannot be listed: " : ""}${brief} (${fault.code})`;
    const group = groups.get(cause);
    if (group === undefined) groups.set(cause, [fault]);
    else group.push(fault);
  }
  return groups;
}

/** A cause with its VMs; a long list takes several items, since a text has a bounded length. */
function itemsOf(cause: string, faults: readonly ArmingFault[]): readonly ListItem[] {
  const notes: string[] = [];
  for (const fault of faults) {
    const name = `${faultOf(fault).name} since ${oneLine(shortMoment(fault.since), longest.since)}`;
    const last = notes.at(-1);
    if (last === undefined || last.length + name.length > longest.note) notes.push(name);
    else notes[notes.length - 1] = `${last}, ${name}`;
  }
  return notes.map((note, index) => ({
    text: index === 0 && faults.length > 1 ? `${cause}: ${countOf(faults)}` : cause,
    note,
  }));
}

/** All of one kind. */
const countOf = (faults: readonly ArmingFault[]): string =>
  many(faults.length, faults.some((fault) => faultOf(fault).isScope) ? "scope" : "VM");
