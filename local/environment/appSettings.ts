import { storageAccountId } from "../azure/arm/storageAccounts/storageAccountRoutes.ts";
import { world } from "../azure/world.ts";
import { ignoredSettings } from "./ignoredSettings.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";

/** Defaults of the local environment. Other settings come from the user or from simulated Azure. */
const defaults: EnvironmentVariables = {
  NOTIFY_EMAIL_TO: "oncall@example.com",
  WEBSITE_SITE_NAME: "capture-on-alert-local",
  PAGE_LINKS: JSON.stringify([{ label: "Lab: fire a test alert", href: "/lab" }]),
};

/** The app's settings. The user's win even when empty, so that an emptied one is reported as missing. */
export function appSettings(
  user: EnvironmentVariables,
  simulated: EnvironmentVariables,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults, ...simulated, ...user }))
    if (value !== undefined) settings[name] = value;
  for (const name of ignoredSettings(user)) settings[name] = "";
  return { ...settings, ...connectionsOf(simulated) };
}

/** Sign-in always goes to simulated Azure, and the app's own records to the environment's storage. */
const connectionsOf = ({
  IDENTITY_ENDPOINT = "",
  IDENTITY_HEADER = "",
  AZURE_AUTHORITY_HOST = "",
  AzureWebJobsStorage = "",
}: EnvironmentVariables) => ({
  IDENTITY_ENDPOINT,
  IDENTITY_HEADER,
  AZURE_AUTHORITY_HOST,
  AzureWebJobsStorage,
});

/** Stands in for simulated Azure's settings in a check before it starts. */
export const settingsBeforeAzure = (storageAccount: string): EnvironmentVariables => ({
  AZURE_RESOURCE_MANAGER_ENDPOINT: "https://127.0.0.1",
  AZURE_AUTHORITY_HOST: "https://127.0.0.1",
  EMAIL_ENDPOINT: "https://127.0.0.1",
  EMAIL_SENDER: `${world.senderUser}@${world.senderDomain}`,
  CAPTURE_STORAGE_ACCOUNT_ID: storageAccountId(storageAccount),
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
});
