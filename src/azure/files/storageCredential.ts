import { freshly } from "../identity/freshTokenOnce.ts";
import type { TokenCredential } from "@azure/identity";

/** The audience of every account. */
const tokenScope = "https://storage.azure.com/.default";

/**
 * The app's identity for storage. When storage does not accept a token, the SDK follows its challenge, which
 * names a tenant and may name another audience.
 */
export const storageCredential = (credential: TokenCredential): TokenCredential => ({
  getToken: (_, options) =>
    credential.getToken(tokenScope, options?.tenantId === undefined ? options : freshly(options)),
});
