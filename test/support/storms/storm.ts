import assert from "node:assert/strict";
import { common, vm, type World } from "../world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedEmail } from "../world/simulated.ts";

type Instance = Awaited<ReturnType<World["fire"]>>;
interface Payload {
  readonly data: { readonly essentials: { alertRule: string } };
}

/** An alert of a rule of its own. */
export async function ofRule(rule: string, ...vms: string[]): Promise<unknown> {
  const payload = (await common(...vms)) as Payload;
  payload.data.essentials.alertRule = rule;
  return payload;
}

const numbered = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** Many alerts at once, each of a rule of its own, on as many VMs or all on one. */
export async function storm(
  world: World,
  count: number,
  where: "one VM" | "VMs of their own",
): Promise<readonly Instance[]> {
  const vms = numbered(count, "VM");
  if (where === "VMs of their own") await world.control("PUT", "/vms", vms.map((name) => vm(name)));
  const payloads = await Promise.all(
    numbered(count, "rule-").map((rule, index) =>
      ofRule(rule, where === "one VM" ? "WEB01" : (vms[index] ?? "")),
    ),
  );
  return Promise.all(payloads.map((payload) => world.fire(payload)));
}

/** Moves time on until all have ended. */
export async function outcomesOf(world: World, instances: readonly Instance[]): Promise<AlertOutcome[]> {
  const outcomes: AlertOutcome[] = [];
  for (const instance of instances) outcomes.push(await world.outcome(instance));
  return outcomes;
}

/** Asserts that every alert is told in exactly one email; the emails by the instance that sent them. */
export function assertToldOnce(
  instances: readonly Instance[],
  outcomes: readonly AlertOutcome[],
  emails: readonly SimulatedEmail[],
): void {
  for (const [index, { alert, report, reportedIn }] of outcomes.entries()) {
    const rule = new RegExp(`\\b${alert?.rule ?? "-"}\\b(?!\\d)`);
    const telling = emails.filter(({ text }) => rule.test(text.replaceAll(/\s+/g, " ")));
    const id = instances[index]?.id ?? "";
    assert.equal((report === null) === (reportedIn !== null), true, id);
    assert.equal(telling.length, 1, `${alert?.rule ?? "-"} is told ${telling.length} times`);
    assert.equal(telling[0]?.posts, 1);
  }
}
