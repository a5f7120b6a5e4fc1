import { expect } from "./expect.ts";
import type { Control, Fault, Network, ScaleSet, Vm } from "./control.ts";

/** A VM of a scenario's own. */
export interface StageVm {
  readonly id: string;
  readonly name: string;
}

/** What simulated Azure had before the run. */
interface Original {
  readonly vms: readonly Vm[];
  readonly scaleSets: readonly ScaleSet[];
  readonly networks: readonly Network[];
  readonly faults: readonly Fault[];
}

/**
 * The VMs, scale sets, networks and delays of simulated Azure while scenarios share it. Each scenario takes
 * VMs of its own, and its delays name only those. `clear` restores what was there before.
 */
export class Stage {
  readonly #control: Control;
  readonly #prefix: string;
  readonly #added: Vm[] = [];
  readonly #sets: ScaleSet[] = [];
  readonly #networks: Network[] = [];
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
  async vms(count: number, traffic?: string): Promise<StageVm[]> {
    const vms: StageVm[] = [];
    while (vms.length < count) vms.push(await this.absentVm());
    this.#added.push(...vms.map(({ id }) => ({ id, ...(traffic !== undefined && { traffic }) })));
    await this.#change(({ vms: others }) => this.#control.setVms([...others, ...this.#added]));
    return vms;
  }

  async vm(traffic?: string): Promise<StageVm> {
    return expect.present((await this.vms(1, traffic))[0], "VM");
  }

  /** A scale set with these instances. */
  async scaleSet(set: Omit<ScaleSet, "id">): Promise<StageVm> {
    const { id: vmId, name } = await this.absentVm();
    const id = vmId.replace(/\/virtualMachines\//i, "/virtualMachineScaleSets/");
    this.#sets.push({ id, ...set });
    await this.#change(({ scaleSets }) => this.#control.setScaleSets([...scaleSets, ...this.#sets]));
    return { id, name };
  }

  /** Gives a VM of the scenario's own rules and routes. */
  async network(vm: StageVm, network: Omit<Network, "vmId">): Promise<void> {
    this.#networks.push({ vmId: vm.id, ...network });
    await this.#change(({ networks }) => this.#control.setNetworks([...networks, ...this.#networks]));
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
    const { vms, scaleSets, networks, faults } = await this.#original;
    await this.#inTurn(() => this.#control.setNetworks(networks));
    await this.#inTurn(() => this.#control.setScaleSets(scaleSets));
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
    const [vms, scaleSets, networks, faults] = await Promise.all([
      this.#control.vms(),
      this.#control.scaleSets(),
      this.#control.networks(),
      this.#control.faults(),
    ]);
    return { vms, scaleSets, networks, faults };
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
