/** What decides whether packet capture can write to the storage account. */
export interface StorageAccount {
  readonly id: string;
  /** "Standard_LRS", "Premium_LRS", … */
  readonly sku: string | null;
  readonly allowsSharedKey: boolean;
}
