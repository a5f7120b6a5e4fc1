import { armId } from "../../../arm/armId.ts";
import { refuse, type Refusal } from "../../outcome/refusal.ts";
import type { Scopes } from "../../../arm/scopes.ts";
import type { ListedVm } from "../../site/matchComputer.ts";
import type { ArmedTarget } from "../armedTarget.ts";

/** The rings that the app keeps at most: each has a session, and a status that is queried now and then. */
const mostRings = 500;

/** The VMs of a scope, or why they could not be listed. */
export type ScopeListing = readonly ListedVm[] | Refusal;

interface ArmedSet {
  readonly vmIds: readonly string[];
  readonly problems: readonly { readonly id: string; readonly refusal: Refusal }[];
  readonly isComplete: boolean;
}

/** The scopes whose VMs have to be listed, so that it is known which are to be armed. */
export function scopesToList(targets: readonly ArmedTarget[], allowed: Scopes): readonly string[] {
  const groups = targets.flatMap((target) => (target.kind === "group" ? [target.id] : []));
  const tagged = targets.some(({ kind }) => kind === "tag") && allowed !== "*" ? allowed : [];
  return [...new Map([...groups, ...tagged].map((id) => [armId.folded(id), id])).values()];
}

/** The VMs that ARMED_VMS names. */
export function armedSet(
  targets: readonly ArmedTarget[],
  allowed: Scopes,
  listings: ReadonlyMap<string, ScopeListing>,
): ArmedSet {
  const vmsOf = (scope: string): readonly ListedVm[] => {
    const listing = listings.get(scope);
    return listing === undefined || "refused" in listing ? [] : listing;
  };
  const named = targets.flatMap((target) => {
    if (target.kind === "vm") return [target.id];
    const scopes = target.kind === "group" ? [target.id] : allowed === "*" ? [] : allowed;
    const vms = scopes.flatMap(vmsOf);
    return (target.kind === "group" ? vms : vms.filter((vm) => hasTag(vm, target))).map(({ id }) => id);
  });
  const ids = [...new Map(named.map((id) => [armId.folded(id), id]))].toSorted(byKey).map(([, id]) => id);
  const problems = [...listings].flatMap(([id, listing]) =>
    "refused" in listing ? [{ id, refusal: listing }] : [],
  );
  const [surplus] = ids.slice(mostRings);
  return {
    vmIds: ids.slice(0, mostRings),
    problems: surplus === undefined ? problems : [...problems, { id: surplus, refusal: tooMany(ids.length) }],
    isComplete: problems.length === 0,
  };
}

const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Azure compares names of tags without case, and their values exactly. */
const hasTag = ({ tags = {} }: ListedVm, { name, value }: Extract<ArmedTarget, { kind: "tag" }>): boolean =>
  Object.entries(tags).some(([own, text]) => own.toLowerCase() === name.toLowerCase() && text === value);

const tooMany = (count: number): Refusal =>
  refuse(
    "session-limit",
    `ARMED_VMS names ${count.toLocaleString("en-US")} VMs, and the app keeps rings on at most ${mostRings}: in the order of their ids, this one and those after it have none. Name fewer VMs, or arm the others by another deployment.`,
  );
