/** How a file's records follow one another. Offsets are into the given view. */
export interface RecordFormat {
  readonly name: "pcap" | "pcapng";
  /** Bytes that `measure` looks at. */
  readonly headerBytes: number;
  /** Length of the record in bytes, its header included; at most 0 when it cannot be one, with the reason in `damage`. */
  measure(view: DataView, offset: number): number;
  /** Takes the record of which `length` bytes are there; a record longer than the reader holds comes shortened. */
  read(view: DataView, offset: number, length: number): void;
  /** What is wrong with the record last measured or read; null when nothing is. */
  readonly damage: string | null;
  /** Link types of the packets so far. */
  readonly linkTypes: ReadonlySet<number>;
}

/** Longest packet that readers of these formats accept. */
export const longestPacket = 262_144;
