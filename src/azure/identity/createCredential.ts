import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { isOwnAuthority } from "../../settings/clouds.ts";
import { askManagedIdentity } from "./askManagedIdentity.ts";
import { openSecret } from "./checkIdentityFiles.ts";
import { signIn } from "./signIn.ts";
import type { Config } from "../../config.ts";

/**
 * The identity that the settings define; nothing is probed. Its getToken throws SignInFault, within the
 * timeout.
 */
export function createCredential(config: Config): TokenCredential {
  const credential = sdkCredential(config);
  return {
    getToken: (scopes, options) =>
      signIn(config, () =>
        options?.claims !== undefined && credential instanceof ManagedIdentityCredential
          ? askManagedIdentity(credential, scopes, options.claims)
          : credential.getToken(scopes, options),
      ),
  };
}

function sdkCredential({ identity, cloud: { authorityHost } }: Config): TokenCredential {
  const options = {
    authorityHost,
    // For other hosts (Azure Stack, a private cloud) MSAL would ask the public cloud first, which does not
    // know them.
    disableInstanceDiscovery: !isOwnAuthority(authorityHost),
    // The orchestrator retries: a durable timer outlives this process, a sleeping pipeline does not.
    retryOptions: { maxRetries: 0 },
  };
  switch (identity.kind) {
    case "managed":
      return identity.clientId === null
        ? new ManagedIdentityCredential(options)
        : new ManagedIdentityCredential({ clientId: identity.clientId, ...options });
    case "secret":
      return new ClientSecretCredential(
        identity.tenantId,
        identity.clientId,
        openSecret(identity.secret),
        options,
      );
    case "certificate": {
      const { certificatePath, password } = identity;
      const certificate =
        password === null ? { certificatePath } : { certificatePath, certificatePassword: password };
      return new ClientCertificateCredential(identity.tenantId, identity.clientId, certificate, options);
    }
    case "federated": {
      const { tenantId, clientId, tokenFile: tokenFilePath } = identity;
      return new WorkloadIdentityCredential({ tenantId, clientId, tokenFilePath, ...options });
    }
  }
}
