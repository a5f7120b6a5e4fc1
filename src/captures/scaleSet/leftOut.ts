/** VMs that an alert does not capture, because its Flexible scale sets have more than one alert captures. */
export interface LeftOut {
  readonly vms: number;
  /** Of the first ones. */
  readonly vmNames: readonly string[];
}
