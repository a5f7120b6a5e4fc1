import { address } from "./wire/address.ts";
import { pcapFile } from "./pcapFile.ts";
import { type Random, createRandom } from "./random.ts";
import { type VmHost, play } from "./scenario.ts";
import { unusualUpload } from "./scenarios/unusualUpload.ts";

export interface CaptureFileOptions {
  readonly seed: string;
  readonly vm: {
    readonly name: string;
    /** IPv4. */
    readonly address: string;
  };
  /** Milliseconds since the epoch, as `endedAt`. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The session's limit; the file ends with the last packet that fits. */
  readonly maxBytes: number;
  /** What is kept of a packet; 0 keeps it whole. */
  readonly bytesPerPacket: number;
}

/** The file that Network Watcher's agent would have written; the same for the same options. */
export function captureFile(options: CaptureFileOptions): Buffer {
  const random = createRandom(options.seed);
  const packets = play(unusualUpload, {
    random,
    vm: vmHost(options.vm, random.part("vm")),
    startsAt: Math.round(options.startedAt * 1000),
    endsAt: Math.round(options.endedAt * 1000),
  });
  return pcapFile(packets, options);
}

/** The VM on its network; Azure's network interfaces begin with 00:0d:3a, Microsoft's own prefix. */
function vmHost({ name, address: text }: CaptureFileOptions["vm"], random: Random): VmHost {
  const mac = Buffer.concat([Buffer.from([0x00, 0x0d, 0x3a]), random.bytes(3)]);
  const ipv4 = address(text);
  const linkLocal = address("fe80::20d:3aff:fe00:0");
  mac.copy(linkLocal, 13, 3);
  const ipv6 = address("fd00:db8:deca::");
  ipv4.copy(ipv6, 15, 3);
  return {
    name,
    ipv4: { mac, address: ipv4, hopLimit: 128 },
    ipv6: { mac, address: ipv6, hopLimit: 128 },
    linkLocal: { mac, address: linkLocal, hopLimit: 255 },
  };
}
