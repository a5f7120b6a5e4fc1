/** Answer of `GET /api/armed`: the VMs on which a ring of packets is kept. */
export interface ArmedVms {
  readonly vms: readonly ArmedVm[];
}

export interface ArmedVm {
  /** Id of the VM; that of a scope whose VMs cannot be listed, and then the state is "failed". */
  readonly vmId: string;
  readonly state: "starting" | "running" | "failed";
  /** When the state began, ISO 8601. */
  readonly since: string;
  /**
   * For how long its session has run: so far back the ring reaches, unless its oldest files have made room.
   * 0 without a session, and on a VM that is being disarmed.
   */
  readonly coversSeconds: number;
  /** Why there is no ring, or soon will be none; null: there is one, or is about to be. */
  readonly error: string | null;
}
