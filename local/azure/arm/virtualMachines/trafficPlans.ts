import { idKey } from "../resourceId.ts";
import type { VmNetwork } from "../../../traffic/network/vmNetwork.ts";
import type { TrafficPlan } from "../../../traffic/timeline/trafficPlan.ts";
import type { Vm } from "./vm.ts";
import type { DatabaseSync } from "node:sqlite";

/**
 * The traffic of those VMs that have, or have had, a ring: one traffic for all that record it. The captures
 * of other VMs have a traffic each.
 */
export class TrafficPlans {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(
      "CREATE TABLE IF NOT EXISTS traffic_plan (vm TEXT NOT NULL, document TEXT NOT NULL) STRICT;" +
        "CREATE INDEX IF NOT EXISTS traffic_plan_vm ON traffic_plan (vm);",
    );
  }

  /** The VM's plans, the oldest first; none: it has had no ring. */
  of(vmId: string): readonly TrafficPlan[] {
    return this.#database
      .prepare("SELECT document FROM traffic_plan WHERE vm = ? ORDER BY rowid")
      .all(idKey(vmId))
      .map((row) => JSON.parse(String(row.document)) as TrafficPlan);
  }

  /** From now on the VM's traffic goes on, whoever records it. */
  begin(vm: Vm, network: VmNetwork | null, now: number): void {
    const { traffic, incidents } = vm;
    const last = this.of(vm.id).at(-1);
    const unchanged =
      last?.traffic === traffic &&
      JSON.stringify([last.incidents, last.network ?? null]) === JSON.stringify([incidents, network]);
    if (unchanged) return;
    const plan: TrafficPlan = { since: now, traffic, incidents, ...(network !== null && { network }) };
    this.#database
      .prepare("INSERT INTO traffic_plan (vm, document) VALUES (?, ?)")
      .run(idKey(vm.id), JSON.stringify(plan));
  }

  /** What a VM that has had a ring shows from now on. */
  change(vm: Vm, network: VmNetwork | null, now: number): void {
    if (this.of(vm.id).length > 0) this.begin(vm, network, now);
  }
}
