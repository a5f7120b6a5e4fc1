import { defaultScenario, type ScenarioName } from "../../../traffic/namedScenarios.ts";
import { world } from "../../world.ts";
import { idKey } from "../resourceId.ts";
import { membersOf } from "../scaleSets/membersOf.ts";
import { ScaleSets } from "../scaleSets/scaleSets.ts";
import { agentExtension, monitorExtension } from "./agentExtension.ts";
import { parseVmResourceId, vmResourceId } from "./vmResourceId.ts";
import type { Vm } from "./vm.ts";
import type { DatabaseSync } from "node:sqlite";

/** What rows of an earlier version lack, as it is of any VM. */
const ordinary = {
  computerName: null,
  tags: {},
  traffic: defaultScenario,
  incidents: [],
  ringPath: "none",
  agentStop: null,
  statusAfterSeconds: null,
  scaleSet: null,
} as const satisfies Partial<Vm>;

const defaultVm = (name: string, osType: Vm["osType"]): Vm => ({
  id: vmResourceId({ subscription: world.subscription, group: world.resourceGroup }, name).id,
  location: world.location,
  osType,
  powerState: "running",
  extensions: [agentExtension(osType), monitorExtension(osType)],
  ...ordinary,
});

const read = (row: Record<string, unknown>): Vm => ({
  ...ordinary,
  ...(JSON.parse(String(row.document)) as Vm),
});

/** Simulated Azure's VMs, with the subscriptions and resource groups that exist because of them. */
export class Vms {
  readonly #database: DatabaseSync;
  readonly #scaleSets: ScaleSets;

  /** @param traffic for every VM; null: each VM keeps its own */
  constructor(database: DatabaseSync, traffic: ScenarioName | null) {
    this.#database = database;
    this.#scaleSets = new ScaleSets(database);
    this.#make();
    if (traffic !== null) this.replace(this.all().map((vm) => ({ ...vm, traffic })));
  }

  #make(): void {
    const database = this.#database;
    // This mark distinguishes a new state from one whose VMs were all removed.
    const made = database.prepare("SELECT value FROM kept WHERE name = 'vms'").get();
    if (made !== undefined) return;
    this.replace([defaultVm("WEB01", "Windows"), defaultVm("WEB02", "Linux")]);
    database.exec("INSERT INTO kept (name, value) VALUES ('vms', 'made')");
  }

  all(): Vm[] {
    return this.#database.prepare("SELECT document FROM vm ORDER BY rowid").all().map(read);
  }

  /** Those, and the VMs of Flexible scale sets. */
  allWithMembers(): readonly Vm[] {
    return [...this.all(), ...this.#scaleSets.all().flatMap(membersOf)];
  }

  /** The VM with this id, in any casing, also one of a Flexible scale set. */
  find(id: string): Vm | null {
    const row = this.#database.prepare("SELECT document FROM vm WHERE id = ?").get(idKey(id));
    if (row !== undefined) return read(row);
    const members = this.#scaleSets.all().flatMap(membersOf);
    return members.find((member) => idKey(member.id) === idKey(id)) ?? null;
  }

  replace(vms: readonly Vm[]): void {
    this.#database.exec("BEGIN");
    this.#database.exec("DELETE FROM vm");
    for (const vm of vms) this.save(vm);
    this.#database.exec("COMMIT");
  }

  save(vm: Vm): void {
    this.#database
      .prepare(
        "INSERT INTO vm (id, document) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document",
      )
      .run(idKey(vm.id), JSON.stringify(vm));
  }

  hasSubscription(subscription: string): boolean {
    return [world.subscription, ...this.all().map((vm) => parseVmResourceId(vm.id)?.subscription)].some(
      (known) => known?.toLowerCase() === subscription.toLowerCase(),
    );
  }

  hasResourceGroup(subscription: string, group: string): boolean {
    const wanted = idKey(group);
    if (wanted === world.watcherResourceGroup.toLowerCase()) return true;
    if (subscription.toLowerCase() === world.subscription && wanted === world.resourceGroup.toLowerCase())
      return true;
    const prefix = idKey(`/subscriptions/${subscription}/resourceGroups/${group}/`);
    return this.all().some((vm) => idKey(vm.id).startsWith(prefix));
  }
}
