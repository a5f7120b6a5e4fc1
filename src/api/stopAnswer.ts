/** The answer to a stop. */
export interface StopAnswer {
  readonly id: string;
  /** How many VMs' captures have been told. */
  readonly stopping: number;
}
