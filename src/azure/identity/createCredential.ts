import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { isOwnAuthority } from "../../settings/clouds.ts";
import { openSecret } from "./checkIdentityFiles.ts";
import { signIn } from "./signIn.ts";
import type { Config } from "../../config.ts";

/** The app's identity, as the settings have it; nothing is probed. Its getToken throws SignInFault, in time. */
export function createCredential(config: Config): TokenCredential {
  const credential = sdkCredential(config);
  return {
    getToken: (scopes, options) => signIn(config, () => credential.getToken(scopes, options)),
  };
}

function sdkCredential({ identity, cloud: { authorityHost } }: Config): TokenCredential {
  const options = {
    authorityHost,
    // Of other hosts (Azure Stack, a private cloud) MSAL would ask the public cloud first, and be told that it knows none.
    disableInstanceDiscovery: !isOwnAuthority(authorityHost),
    // Retrying is the orchestrator's: a durable timer outlives this process, a sleeping pipeline does not.
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
