import { simulatedCapture, type SimulatedCapture } from "../../../local/traffic/simulatedCapture.ts";
import { vmTraffic } from "../../../local/traffic/vmTraffic.ts";
import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import type { PcapLimits } from "../../../local/traffic/pcapFile.ts";

export const startedAt = Date.UTC(2026, 10, 23, 2, 1, 0);

export interface CaptureOptions extends Partial<PcapLimits> {
  readonly scenario?: ScenarioName;
  readonly seed?: string;
  readonly vm?: { readonly name: string; readonly address: string };
}

/** A capture of so many seconds; of the default traffic, without limits, unless told otherwise. */
export function captured(seconds: number, options: CaptureOptions = {}): SimulatedCapture {
  const { scenario = "exfiltration", seed = "WEB01", vm = { name: "WEB01", address: "10.0.0.4" } } = options;
  const traffic = vmTraffic({ scenario, seed, vm, startedAt, endedAt: startedAt + seconds * 1000 });
  return simulatedCapture(traffic, { maxBytes: 1_073_741_824, bytesPerPacket: 0, ...options });
}
