/** Reads the records of a file format. Offsets are into the given view. */
export interface RecordFormat {
  readonly name: "pcap" | "pcapng";
  /** Bytes that `measure` looks at. */
  readonly headerBytes: number;
  /** Bytes of the record with its header; at most 0 when it is damaged, with the reason in `damage`. */
  measure(view: DataView, offset: number): number;
  /** Reads a record of which `length` bytes are there: one longer than the reader holds comes shortened. */
  read(view: DataView, offset: number, length: number): void;
  /** Looks at the records that come next, and changes nothing; returns from where to look again. */
  foresee(view: DataView, offset: number, end: number): number;
  /** Why the record last measured or read is damaged; null when it is not. */
  readonly damage: string | null;
  /** Link types of the packets so far, `linkTypesKept` at most. */
  readonly linkTypes: ReadonlySet<number>;
  /** Packets that were passed on, but whose content cannot be read; bytes on the wire. */
  readonly unread: { readonly packets: number; readonly bytes: number };
}

export const linkTypesKept = 64;

/** Longest packet that readers of these formats accept. */
export const longestPacket = 262_144;
