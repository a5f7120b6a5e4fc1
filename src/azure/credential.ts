import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import type { Config } from "../config.ts";

/** The app's identity: managed unless a client secret is configured. Nothing is probed: in Azure that costs seconds. */
export function createCredential({ identity, cloud }: Config): TokenCredential {
  // Retrying is the orchestrator's: a durable timer outlives this process, a sleeping pipeline does not.
  const options = { retryOptions: { maxRetries: 0 } };
  if (identity.kind === "managed") {
    return identity.clientId === null
      ? new ManagedIdentityCredential(options)
      : new ManagedIdentityCredential({ clientId: identity.clientId, ...options });
  }
  return new ClientSecretCredential(identity.tenantId, identity.clientId, identity.clientSecret, {
    authorityHost: cloud.authorityHost,
    ...options,
  });
}
