import { standardIdentity, tutorialIdentity } from "../../src/settings/identity.ts";
import { world } from "../azure/world.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";

/** The SDK reads this variable itself and then signs in at Microsoft's host for that region. */
const regionalAuthority = "AZURE_REGIONAL_AUTHORITY_NAME";

/**
 * The user's settings that are ignored: an identity of a tenant that is not simulated here. A developer's own
 * identity must not be sent anywhere, and must not break a demonstration.
 */
export function ignoredSettings(user: EnvironmentVariables): readonly string[] {
  const isGiven = (name: string) => (user[name] ?? "").trim() !== "";
  const theirs = tutorialIdentity.filter(isGiven);
  const ours = standardIdentity.filter(isGiven);
  const keepsTheirs = isSimulated(user.AzureTenant, user.AzureClientID ?? user.AzureClientId);
  const isManaged = ours.join() === "AZURE_CLIENT_ID" && !keepsTheirs;
  return [
    ...(isManaged || isSimulated(user.AZURE_TENANT_ID, user.AZURE_CLIENT_ID) ? [] : ours),
    ...(keepsTheirs ? [] : theirs),
    ...[regionalAuthority].filter(isGiven),
  ];
}

/** Without a tenant, the client decides. The app then reports the missing tenant. */
function isSimulated(tenant = "", client = ""): boolean {
  const [id, name] = tenant.trim() === "" ? [world.client.id, client] : [world.tenant, tenant];
  return name.trim().toLowerCase() === id;
}
