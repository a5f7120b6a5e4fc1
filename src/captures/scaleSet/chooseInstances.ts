import { refuse, type Refusal } from "../outcome/refusal.ts";
import type { TargetInstance } from "../site/targetVm.ts";
import type { FoundScaleSet, ListedInstance } from "./listedInstance.ts";

/** A session of a scale set captures no more instances for one alert. */
const mostInstances = 20;
/** Instances that an alert does not get are listed up to this number. */
const mostTold = 20;

/**
 * The instances that an alert is about, those that are captured first, and why the others are not; a refusal
 * when none is. `wanted`: those that it names; null: all.
 */
export function chooseInstances(
  set: FoundScaleSet,
  listed: readonly ListedInstance[],
  wanted: readonly string[] | null,
): readonly TargetInstance[] | Refusal {
  const all = listed.toSorted((one, other) => byNumber(one.id, other.id));
  const chosen = wanted === null ? all.map(judged) : wanted.map((id) => judgedById(id, all));
  const able = chosen.filter(({ left }) => left === null);
  if (able.length === 0) return noneLeft(set, chosen);
  const others = [
    ...able.slice(mostInstances).map(oneTooMany),
    ...chosen.filter(({ left }) => left !== null),
  ];
  return [...able.slice(0, mostInstances), ...others.slice(0, mostTold)];
}

const byNumber = (one: string, other: string): number =>
  Number(one) - Number(other) || (one < other ? -1 : 1);

function judgedById(id: string, all: readonly ListedInstance[]): TargetInstance {
  const same = (text: string) => text.toLowerCase() === id.toLowerCase();
  const found = all.find((instance) => same(instance.id) || same(instance.name));
  return found === undefined
    ? { id, left: { outcome: "gone", error: "The scale set has no instance of this id (any more)." } }
    : judged(found);
}

const skipped = (id: string, error: string): TargetInstance => ({ id, left: { outcome: "skipped", error } });

function judged({ id, powerState, hasAgent }: ListedInstance): TargetInstance {
  if (powerState !== null && powerState !== "running") return skipped(id, `It is ${powerState}.`);
  return hasAgent ? { id, left: null } : skipped(id, "It lacks the Network Watcher agent extension.");
}

const oneTooMany = ({ id }: TargetInstance): TargetInstance =>
  skipped(id, `One alert captures at most ${mostInstances} instances.`);

/** Without an instance that can be captured; the commonest reason has the word. */
function noneLeft({ id, name }: FoundScaleSet, chosen: readonly TargetInstance[]): Refusal {
  const of = (outcome: string, text: RegExp) =>
    chosen.filter(({ left }) => left?.outcome === outcome && text.test(left.error ?? "")).length;
  const counts = { off: of("skipped", /^It is /), agentless: of("skipped", /agent/), gone: of("gone", /./) };
  if (chosen.length === 0) return refuse("vm-not-found", `The scale set ${name} has no instances.`);
  const total = counted(chosen.length);
  if (counts.agentless >= Math.max(counts.off, counts.gone))
    return refuse(
      "agent-missing",
      `None of ${total} of the scale set ${name} has the Network Watcher agent extension and runs. Add the extension to the set's model, and upgrade its instances: az vmss extension set --ids ${id} --publisher Microsoft.Azure.NetworkWatcher --name NetworkWatcherAgentLinux`,
    );
  if (counts.off >= counts.gone)
    return refuse(
      "vm-not-running",
      `None of ${total} of the scale set ${name} runs. Packets can be captured only on running instances. Start them: az vmss start --ids ${id}`,
    );
  return refuse(
    "vm-not-found",
    `The scale set ${name} no longer has the ${counted(chosen.length)} that the alert names: ${chosen
      .slice(0, 5)
      .map((instance) => instance.id)
      .join(", ")}.`,
  );
}

const counted = (count: number): string => (count === 1 ? "1 instance" : `${count} instances`);
