import { storageAccountId } from "./azure/arm/storageAccounts.ts";
import { world } from "./azure/world.ts";

/** Settings as an environment holds them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Settings of the app that the local environment chooses unless the user did; the rest come from simulated Azure. */
const defaults: Env = {
  NOTIFY_EMAIL_TO: "oncall@example.com",
  WEBSITE_SITE_NAME: "capture-on-alert-local",
};

/**
 * The app's settings: the user's own win, even when empty, so that an emptied one is reported as missing. A client
 * secret that happens to be in the machine's environment is left out, unless its sign-in is pointed somewhere too: it
 * must not be sent anywhere by a demonstration.
 */
export function appSettings(user: Env, simulated: Env): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults, ...simulated, ...user }))
    if (value !== undefined) settings[name] = value;
  if (user.AZURE_AUTHORITY_HOST === undefined) settings.AZURE_CLIENT_SECRET = "";
  return { ...settings, ...identityOf(simulated) };
}

const identityOf = ({ IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "" }: Env) => ({
  IDENTITY_ENDPOINT,
  IDENTITY_HEADER,
});

/** What simulated Azure will add to the settings, as far as a check of them goes, before it has started. */
export const beforeAzure = (storageAccount: string): Env => ({
  AZURE_RESOURCE_MANAGER_ENDPOINT: "https://127.0.0.1",
  EMAIL_ENDPOINT: "https://127.0.0.1",
  EMAIL_SENDER: `${world.senderUser}@${world.senderDomain}`,
  CAPTURE_STORAGE_ACCOUNT_ID: storageAccountId(storageAccount),
});
