/** The one storage account of simulated Azure: Azurite's. */
export interface BlobAccount {
  /** `https://127.0.0.1:<port>/<account>` */
  readonly endpoint: string;
  /** Its name. */
  readonly account: string;
  /** Its shared key, base64. */
  readonly key: string;
}
