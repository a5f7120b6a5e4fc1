/** Values from `first` to `last`, both included; values of different kinds have no order. */
export interface ValueRange {
  readonly kind: "port" | "IPv4" | "IPv6";
  readonly first: bigint;
  readonly last: bigint;
}

/** One port or address, and its place among those of its kind. */
export interface FilterValue {
  readonly kind: ValueRange["kind"];
  readonly rank: bigint;
  readonly text: string;
}
