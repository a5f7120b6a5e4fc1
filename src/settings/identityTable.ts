import { oneOf, optional, text } from "./setting.ts";
import type { CloudName } from "./clouds.ts";

const origin = /^https:\/\/[^/?#\s@]+\/?$/;
const something = /^\S+$/;
const tenant = /^[\w.-]+$/;
const client = /^[\w-]+$/;
const anything = /^[^\0]+$/;

/** The settings of the cloud, and of the identity with which the app signs in to it. */
export const identityTable = {
  AZURE_CLOUD: oneOf<CloudName>("AzurePublic", ["AzurePublic", "AzureUSGovernment", "AzureChina"]),
  AZURE_RESOURCE_MANAGER_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")),
  AZURE_AUTHORITY_HOST: optional(text(undefined, origin, "an https URL without a path")),
  AZURE_TENANT_ID: optional(text(undefined, tenant, "a tenant id")),
  AZURE_CLIENT_ID: optional(text(undefined, client, "a client id")),
  AZURE_CLIENT_SECRET: optional(text(undefined, something, "a secret without spaces")),
  AZURE_CLIENT_CERTIFICATE_PATH: optional(text(undefined, anything, "a path")),
  AZURE_CLIENT_CERTIFICATE_PASSWORD: optional(text(undefined, anything, "a password")),
  AZURE_FEDERATED_TOKEN_FILE: optional(text(undefined, anything, "a path")),
  AzureTenant: optional(text(undefined, tenant, "a tenant id")),
  AzureClientID: optional(text(undefined, client, "a client id")),
  AzureClientId: optional(text(undefined, client, "a client id")),
  AzureCredPassword: optional(text(undefined, anything, "a password")),
  AzureCredKeyFile: optional(text(undefined, anything, "a path")),
};
