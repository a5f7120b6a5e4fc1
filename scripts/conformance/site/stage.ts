import { expect } from "./expect.ts";
import type { Control, Fault, Vm } from "./control.ts";

/** A VM of a scenario's own. */
export interface StageVm {
  readonly id: string;
  readonly name: string;
}

/** What simulated Azure had before the run. */
interface Original {
  readonly vms: readonly Vm[];
  readonly faults: readonly Fault[];
}

/**
 * The VMs and delays of simulated Azure while scenarios share it. Each scenario takes VMs of its own, and its
 * delays name only those. `clear` restores what was there before.
 */
export class Stage {
  readonly #control: Control;
  readonly #prefix: string;
  readonly #added: Vm[] = [];
  readonly #delays = new Set<Fault>();
  #named = 0;
  #original: Promise<Original> | null = null;
  #isCleared = false;
  /** Each change replaces a whole list, so one must not overtake another. */
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @param run distinguishes the VMs of this run from those of earlier ones. */
  constructor(control: Control, run: string) {
    this.#control = control;
    this.#prefix = `Cf${run}`;
  }

  /** VMs that exist, are running and have the agent. */
  async vms(count: number): Promise<StageVm[]> {
    const vms: StageVm[] = [];
    while (vms.length < count) vms.push(await this.absentVm());
    this.#added.push(...vms.map(({ id }) => ({ id })));
    await this.#change(({ vms: others }) => this.#control.setVms([...others, ...this.#added]));
    return vms;
  }

  async vm(): Promise<StageVm> {
    return expect.present((await this.vms(1))[0], "VM");
  }

  /** A VM that does not exist. Names are equally long, so that none is part of another. */
  async absentVm(): Promise<StageVm> {
    const { vms } = await this.#before();
    this.#named += 1;
    const name = `${this.#prefix}-${String(this.#named).padStart(4, "0")}`;
    const model = expect.present(vms[0], "VM in simulated Azure, whose resource group scenarios could use");
    return { id: model.id.replace(/[^/]+$/, name), name };
  }

  /** Delays the calls to Azure that match, until the returned function is called. */
  async delay(fault: Fault): Promise<() => Promise<void>> {
    this.#delays.add(fault);
    await this.#changeFaults();
    return async () => {
      this.#delays.delete(fault);
      await this.#changeFaults();
    };
  }

  /** Nothing can be changed afterwards, not even by a scenario that goes on after its failure. */
  async clear(): Promise<void> {
    if (this.#original === null) return;
    this.#isCleared = true;
    const { vms, faults } = await this.#original;
    await this.#inTurn(() => this.#control.setVms(vms));
    await this.#inTurn(() => this.#control.setFaults(faults));
  }

  #changeFaults(): Promise<void> {
    return this.#change(({ faults }) => this.#control.setFaults([...this.#delays, ...faults]));
  }

  #before(): Promise<Original> {
    this.#original ??= this.#read();
    return this.#original;
  }

  async #read(): Promise<Original> {
    const [vms, faults] = await Promise.all([this.#control.vms(), this.#control.faults()]);
    return { vms, faults };
  }

  async #change(change: (original: Original) => Promise<unknown>): Promise<void> {
    const original = await this.#before();
    expect.that(!this.#isCleared, "the run has ended");
    await this.#inTurn(() => change(original));
  }

  async #inTurn(change: () => Promise<unknown>): Promise<void> {
    const turn = this.#lastChange.then(change);
    this.#lastChange = turn.catch(() => undefined);
    await turn;
  }
}
