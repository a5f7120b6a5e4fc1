/** What decides whether packet capture can write to the storage account. */
export interface StorageAccount {
  readonly id: string;
  /** "Standard_LRS", "Premium_LRS", … */
  readonly sku: string | null;
  readonly allowsSharedKey: boolean;
}

/** Who reaches the storage account, as far as Resource Manager tells. */
export interface StorageFirewall {
  /** "Enabled", "Disabled", "SecuredByPerimeter"; null: not told. */
  readonly publicNetworkAccess: string | null;
  /** Whether an address that no rule names is admitted. */
  readonly admitsAll: boolean;
  /** IPv4 addresses, and ranges in CIDR notation. */
  readonly addresses: readonly string[];
  /** Whether virtual networks are admitted: by a rule, or by a private endpoint. */
  readonly admitsNetworks: boolean;
}
