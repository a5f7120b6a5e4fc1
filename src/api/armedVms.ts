/** Answer of `GET /api/armed`: the VMs on which a ring of packets is kept. */
export interface ArmedVms {
  readonly vms: readonly ArmedVm[];
}

export interface ArmedVm {
  readonly vmId: string;
  readonly state: "starting" | "running" | "failed";
  /** When the state began, ISO 8601. */
  readonly since: string;
  /** How far back the ring reaches at least; 0 without a ring. */
  readonly coversSeconds: number;
  /** Why there is no ring; null: there is, or is about to be. */
  readonly error: string | null;
}
