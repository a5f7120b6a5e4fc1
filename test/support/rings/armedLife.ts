import { setImmediate } from "node:timers/promises";
import { createRandom, type Random } from "../../../local/traffic/random.ts";
import { surveyRings } from "../../../src/activities/rings/surveyRings.ts";
import { takeRing } from "../../../src/activities/rings/takeRing.ts";
import { tendRing } from "../../../src/activities/rings/tendRing.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { NotYet } from "../../../src/durable/notYet.ts";
import { Killed, SteppedRings, type Run } from "./steppedRings.ts";
import type { ActivityInvocation } from "../../../src/activities/activityFunction.ts";
import type { TakenRing } from "../../../src/captures/rings/takenRing.ts";
import type { Config } from "../../../src/config.ts";
import type { RingTended } from "../../../src/durable/ringActivities.ts";

/** What befalls the rings, and how often, in percent. */
export interface Fate {
  /** Of the calls to Azure and to storage, fail. */
  readonly faults: number;
  /** Of the executions of a step, are killed within, and begun again. */
  readonly kills: number;
  /** Of the executions of a step, run twice at the same time. */
  readonly doubles: number;
  /** Of the minutes, an alert fires, a session fails, is deleted, or the record is lost or damaged. */
  readonly alerts: number;
  readonly failures: number;
  readonly losses: number;
  readonly records: number;
}

const steps = { mostInPass: 15, secondsOfPass: 120, mostTurns: 4000 };

/** A life of armed VMs: the app's own steps in the order of the orchestration, and what befalls them. */
export class ArmedLife {
  readonly azure: SteppedRings;
  readonly taken: TakenRing[] = [];
  alerts = 0;
  killed = 0;
  readonly #random: Random;
  readonly #config: Config;
  readonly #vmIds: readonly string[];
  #fate: Fate;

  constructor(seed: string, config: Config, fate: Fate) {
    this.#random = createRandom(seed);
    this.azure = new SteppedRings(this.#random.part("azure"), config);
    this.#config = config;
    this.#vmIds = config.armed.flatMap((target) => (target.kind === "vm" ? [target.id] : []));
    this.#fate = fate;
  }

  set fate(fate: Fate) {
    this.#fate = fate;
  }

  async minutes(count: number): Promise<void> {
    for (let minute = 1; minute <= count; minute += 1) {
      this.azure.faultPercent = this.#fate.faults;
      const until = (Math.floor(this.azure.elapsedMs / 60_000) + 1) * 60_000;
      this.#befall();
      const alerts = this.#chance(this.#fate.alerts) ? [this.#alert()] : [];
      await this.#untilDone(Promise.all([this.#pass(), ...alerts]));
      this.azure.pass(Math.max(0, until - this.azure.elapsedMs) / 1000);
    }
  }

  #chance = (percent: number): boolean => this.#random.integer(1, 100) <= percent;

  #befall(): void {
    const running = this.azure.listed().filter(({ endsAt }) => endsAt > this.azure.elapsedMs);
    const [first] = running;
    if (first !== undefined) {
      const any = running[this.#random.integer(0, running.length - 1)] ?? first;
      if (this.#chance(this.#fate.failures)) this.azure.fail(any, this.#chance(50) ? "Error" : "Manual");
      else if (this.#chance(this.#fate.losses)) this.azure.lose(any);
    }
    if (!this.#chance(this.#fate.records)) return;
    if (this.#chance(50)) this.azure.loseRecord();
    else this.azure.damageRecord();
  }

  /** One alert on one of the VMs. */
  async #alert(): Promise<void> {
    this.alerts += 1;
    const id = this.#vmIds[this.#random.integer(0, this.#vmIds.length - 1)] ?? "";
    const vm = { id, name: id.split("/").at(-1) ?? "", location: "westeurope", osType: "Linux" };
    const order = { vm: { ...vm, powerState: "running", hasAgent: true }, captureName: "x" };
    const instanceId = `alert-${this.alerts}`;
    const taken = await this.#execute((run) =>
      takeRing(this.azure.azureOf(run))(order, this.#invocation(instanceId)),
    );
    if (taken !== null) this.taken.push(taken as TakenRing);
  }

  /** As keepArmed orders it, one VM after the other. */
  async #pass(): Promise<void> {
    const survey = await this.#execute((run) =>
      surveyRings(this.azure.azureOf(run), this.#config)({}, this.#invocation("keep-armed")),
    );
    if (survey === null) return;
    for (const vmId of (survey as { readonly due: readonly string[] }).due) await this.#tend(vmId);
  }

  /** As tendVm orders it. */
  async #tend(vmId: string): Promise<void> {
    const end = this.azure.elapsedMs + steps.secondsOfPass * 1000;
    let heard: { readonly captureName: string; readonly answerUrl: string } | null = null;
    for (let step = 1; step <= steps.mostInPass; step += 1) {
      const order: Parameters<ReturnType<typeof tendRing>>[0] = { vmId, heard };
      const tended = (await this.#execute((run) =>
        tendRing(this.azure.azureOf(run), this.#config)(order, this.#invocation("keep-armed")),
      )) as RingTended | null;
      if (tended === null || tended.next === "done") return;
      if (this.azure.elapsedMs + tended.afterSeconds * 1000 > end) return;
      this.azure.pass(tended.afterSeconds);
      heard = tended.next === "listen" ? tended : null;
    }
  }

  #invocation = (instanceId: string): ActivityInvocation => ({
    ...{ attempt: 1, isLast: false, now: this.azure.now(), instanceId },
    instances: () => {
      throw new Error("No ring needs them.");
    },
    log: () => undefined,
  });

  /** Executes a step as Durable does: at least once, perhaps twice at a time. Null: it failed. */
  async #execute(step: (run: Run) => Promise<object>): Promise<object | null> {
    const once = async (): Promise<object | null> => {
      const run: Run = { isAlive: true };
      if (this.#chance(this.#fate.kills)) this.#killSoon(run);
      try {
        return await step(run);
      } catch (error) {
        if (error instanceof Killed) {
          this.killed += 1;
          return "killed" as unknown as null;
        }
        if (error instanceof AzureFault || error instanceof NotYet) return null;
        throw error;
      }
    };
    const [result] = await Promise.all(this.#chance(this.#fate.doubles) ? [once(), once()] : [once()]);
    return (result as unknown) === "killed" ? this.#execute(step) : (result ?? null);
  }

  #killSoon(run: Run): void {
    let left = this.#random.integer(1, 12);
    void (async () => {
      while (left > 0) {
        left -= 1;
        await setImmediate();
      }
      this.azure.kill(run);
    })();
  }

  async #untilDone(work: Promise<unknown>): Promise<void> {
    const state = { isDone: false };
    const done = work.finally(() => {
      state.isDone = true;
    });
    for (let turn = 1; !state.isDone; turn += 1) {
      if (turn > steps.mostTurns) throw new Error("The pass does not end.");
      this.azure.step();
      await setImmediate();
    }
    await done;
  }
}
