/**
 * The storage account of the Functions host, in which the app keeps its own small records: by a connection
 * string, or by an identity.
 */
export type HostStorage =
  | { readonly kind: "connectionString"; readonly connectionString: string }
  | {
      readonly kind: "identity";
      /** `https://<account>.blob.core.windows.net` */
      readonly blobEndpoint: string;
      /** "app": the identity that the app signs in with. Otherwise a managed identity; null: the system's. */
      readonly managedIdentity: "app" | { readonly clientId: string | null };
    };

/** Null: not given. Undefined: given but invalid, and its own problem has been reported. */
type Given = string | null | undefined;

/**
 * The host's own settings: "Connecting to host storage with an identity" in the Functions documentation
 * (https://learn.microsoft.com/azure/azure-functions/functions-reference).
 */
interface HostStorageSettings {
  readonly AzureWebJobsStorage?: Given;
  readonly AzureWebJobsStorage__accountName?: Given;
  readonly AzureWebJobsStorage__blobServiceUri?: Given;
  readonly AzureWebJobsStorage__credential?: Given;
  readonly AzureWebJobsStorage__clientId?: Given;
}

/** The host cannot run without its storage account either. */
export function hostStorageProblems(read: HostStorageSettings): readonly string[] {
  const {
    AzureWebJobsStorage: connection,
    AzureWebJobsStorage__accountName: account,
    AzureWebJobsStorage__blobServiceUri: uri,
  } = read;
  return connection === null && account === null && uri === null
    ? [
        "AzureWebJobsStorage is missing; AzureWebJobsStorage__accountName or AzureWebJobsStorage__blobServiceUri replaces it where the host signs in with an identity",
      ]
    : [];
}

/** The storage account that settings without problems name. A connection string wins, as for the host. */
export function hostStorageOf(read: HostStorageSettings): HostStorage {
  if (read.AzureWebJobsStorage != null)
    return { kind: "connectionString", connectionString: read.AzureWebJobsStorage };
  const clientId = read.AzureWebJobsStorage__clientId ?? null;
  const isManaged = clientId !== null || read.AzureWebJobsStorage__credential != null;
  return {
    kind: "identity",
    // The host knows an account's name only in the public cloud; elsewhere it needs the URI.
    blobEndpoint: (
      read.AzureWebJobsStorage__blobServiceUri ??
      `https://${read.AzureWebJobsStorage__accountName ?? ""}.blob.core.windows.net`
    ).replace(/\/$/, ""),
    managedIdentity: isManaged ? { clientId } : "app",
  };
}
