import assert from "node:assert/strict";
import { operationId } from "../../../src/report/operationId.ts";
import { common, vm, type World } from "../world/world.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { SimulatedEmail } from "../world/simulated.ts";

/** An accepted alert's orchestration. */
export type Instance = Awaited<ReturnType<World["fire"]>>;

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

/** Many alerts at once, each of a rule of its own, on one VM or each on a VM of its own. */
export async function storm(
  world: World,
  count: number,
  where: "one VM" | "VMs of their own",
): Promise<readonly Instance[]> {
  const vms = numbered(count, "VM");
  const facts = vms.map((name) => vm(name));
  if (where === "VMs of their own") await world.control("PUT", "/vms", facts);
  const rules = numbered(count, "rule-");
  const payloads = await Promise.all(
    rules.map((rule, index) => ofRule(rule, where === "one VM" ? "WEB01" : (vms[index] ?? ""))),
  );
  return Promise.all(payloads.map((payload) => deliver(world, payload)));
}

/** As an action group does: what the app has no time to start is delivered again. */
async function deliver(world: World, payload: unknown, tries = 5): Promise<Instance> {
  const response = await world.post(payload);
  if (response.status === 503 && tries > 1) return deliver(world, payload, tries - 1);
  assert.equal(response.status, 202, await response.clone().text());
  return (await response.json()) as Instance;
}

/** Moves time on until all have ended. */
export async function outcomesOf(world: World, instances: readonly Instance[]): Promise<AlertOutcome[]> {
  const outcomes: AlertOutcome[] = [];
  for (const instance of instances) outcomes.push(await world.outcome(instance));
  return outcomes;
}

/**
 * Asserts that each alert has sent a report or is told in another's, and that each report was sent once and
 * tells as many alerts as say so. Digests are left out.
 */
export function assertTold(
  instances: readonly Instance[],
  outcomes: readonly AlertOutcome[],
  emails: readonly SimulatedEmail[],
): void {
  const toldIn = (id: string) => outcomes.filter(({ reportedIn }) => reportedIn === id).length;
  for (const [index, { report, reportedIn, joinedBy }] of outcomes.entries()) {
    const id = instances[index]?.id ?? "";
    const own = emails.filter((email) => email.operationId === operationId(id));
    assert.equal(report === null, reportedIn !== null, id);
    assert.equal(own.length, report?.error === null ? 1 : 0, `emails of ${id}`);
    assert.ok(own.every(({ posts }) => posts === 1));
    assert.equal(toldIn(id), joinedBy ?? 0, `${id} tells others`);
  }
}

/** How many of the emails name a rule. */
export function countNaming(emails: readonly SimulatedEmail[], rule: string): number {
  const whole = new RegExp(`(?<![\\w-])${rule}(?![\\w-])`);
  return emails.filter(({ text }) => whole.test(text)).length;
}
