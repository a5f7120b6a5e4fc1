/** A file of a container, as storage lists it. */
export interface ListedFile {
  /** Address without a query. */
  readonly fileUrl: string;
  /** Its name in the container, with its folders. */
  readonly path: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly modifiedAt: string;
}
