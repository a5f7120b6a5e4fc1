import { countFitting, pcapFile, type PcapLimits } from "./pcapFile.ts";
import { countTruth } from "./truth/countTruth.ts";
import type { Truth } from "./truth/truth.ts";
import type { VmTraffic } from "./vmTraffic.ts";

/** A capture file with known contents. */
export interface SimulatedCapture {
  readonly bytes: Buffer;
  readonly truth: Truth;
}

/** The file that Network Watcher's agent would write of this traffic. */
export function simulatedCapture({ packets, vmAddresses }: VmTraffic, limits: PcapLimits): SimulatedCapture {
  const written = packets.slice(0, countFitting(packets, limits));
  return {
    bytes: pcapFile(written, limits.bytesPerPacket),
    truth: countTruth(written, limits.bytesPerPacket, vmAddresses),
  };
}
