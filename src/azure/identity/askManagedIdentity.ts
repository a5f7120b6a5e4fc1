import type { AccessToken, ManagedIdentityCredential } from "@azure/identity";

/** MSAL's application, which the SDK's credential wraps. */
interface Msal {
  readonly acquireToken: (request: {
    readonly resource: string;
    readonly claims: string;
  }) => Promise<{ readonly accessToken: string; readonly expiresOn: Date | null } | null>;
}

const isMsal = (value: unknown): value is Msal =>
  typeof value === "object" && value !== null && "acquireToken" in value;

/**
 * Asks the platform for a token that meets these claims. The SDK's credential ignores claims and returns the
 * token that it keeps; MSAL asks the platform for another one then.
 */
export async function askManagedIdentity(
  credential: ManagedIdentityCredential,
  scopes: string | string[],
  claims: string,
): Promise<AccessToken | null> {
  const msal: unknown = Reflect.get(credential, "managedIdentityApp");
  if (!isMsal(msal)) return credential.getToken(scopes);
  const resource = String(scopes).replace(/\/\.default$/, "");
  const answer = await msal.acquireToken({ resource, claims });
  if (answer === null) return null;
  return { token: answer.accessToken, expiresOnTimestamp: answer.expiresOn?.getTime() ?? Date.now() };
}
