/** A link to a capture file that anyone can open until it expires. */
export interface FileLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}
