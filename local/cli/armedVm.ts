import { setTimeout } from "node:timers/promises";
import { vmResourceId } from "../azure/arm/virtualMachines/vmResourceId.ts";
import { world } from "../azure/world.ts";
import { LeapingClock } from "./starting/leapingClock.ts";
import type { ArmedVms } from "../../src/api/armedVms.ts";
import type { AlertOutcome } from "../../src/captures/outcome/alertOutcome.ts";
import type { Environment } from "../environment/environment.ts";
import type { ScenarioName } from "../traffic/namedScenarios.ts";

const minute = 60_000;
/** The ring has so many minutes of packets when the alert fires. */
const coveredMs = 9 * minute;
/** Before the alert, within the five minutes that its rule looks at. */
const incident = { fromMs: 7 * minute, untilMs: 3 * minute };
const pollMs = 250;
const mostPolls = 120;
/** The app waits between its steps; nobody else does. */
const leapMs = 2_000;

const vm = vmResourceId({ subscription: world.subscription, group: world.resourceGroup }, "WEB01").id;

/**
 * The armed VM of a demo. Its ring begins minutes ago, on a clock that is behind the machine's, and catches
 * up with it by leaps.
 */
export class ArmedVm {
  readonly clock = new LeapingClock(-coveredMs);
  readonly settings = { ARMED_VMS: vm };

  /** Waits until the VM has a ring that reaches minutes back, with an incident that is over. @throws Error */
  async arm({ url, controlUrl }: Environment, traffic: ScenarioName): Promise<void> {
    const now = Date.now();
    const [from, until] = [now - incident.fromMs, now - incident.untilMs].map((at) =>
      new Date(at).toISOString(),
    );
    const ordinary = { id: vm, osType: "Windows", traffic: "ordinary" };
    const vms = [{ ...ordinary, incidents: [{ traffic, from, until }] }];
    const put = await fetch(`${controlUrl}/vms`, { method: "PUT", body: JSON.stringify(vms) });
    if (!put.ok) throw new Error(`The VM was not changed: ${await put.text()}`);
    // The app looks after its rings at the beginning of every minute.
    this.clock.leap(minute - (this.clock.now() % minute));
    for (let poll = 0; !(await isRunning(url)); poll += 1) {
      if (poll === mostPolls) throw new Error("The VM has not been armed.");
      await setTimeout(pollMs);
      this.clock.leap(leapMs);
    }
    this.clock.leap(this.clock.behind);
  }

  /** What the email of the alert lacks that it should tell of the packets from before; null: nothing. */
  async missing({ controlUrl }: Environment, { captures }: Partial<AlertOutcome>): Promise<string | null> {
    const before = captures?.[0]?.before ?? null;
    if (before === null || before.packets === 0)
      return `There are no packets from before the capture. ${before?.problem ?? ""}`.trim();
    const emails = (await (await fetch(`${controlUrl}/emails?last=1`)).json()) as readonly { text: string }[];
    const text = emails.map((email) => email.text.replaceAll(/\s+/g, " ")).join(" ");
    const isTold = text.includes("Before the capture") && text.includes(`${told(before.packets)} packets`);
    return isTold ? null : "The email does not tell the packets from before the capture.";
  }
}

const told = (count: number): string => count.toLocaleString("en-US");

async function isRunning(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/armed`);
  if (!response.ok) return false;
  const { vms } = (await response.json()) as ArmedVms;
  return vms.some(({ state }) => state === "running");
}
