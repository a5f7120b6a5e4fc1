import { oneOf, optional, text } from "./setting.ts";
import type { CloudName } from "./clouds.ts";

const origin = /^https:\/\/[^/?#\s@]+\/?$/;
const something = /^\S+$/;
const tenant = /^[\w.-]+$/;
const client = /^[\w-]+$/;
const anything = /^[^\0]+$/;

/** The settings of the cloud, and of the identity with which the app signs in to it. */
export const identityTable = {
  AZURE_CLOUD: oneOf<CloudName>("AzurePublic", ["AzurePublic", "AzureUSGovernment", "AzureChina"]).documented(
    "`AzurePublic`, `AzureUSGovernment` or `AzureChina`",
  ),
  AZURE_RESOURCE_MANAGER_ENDPOINT: optional(
    text(undefined, origin, "an https URL without a path"),
  ).documented("Resource Manager endpoint, instead of the cloud's own", "by cloud"),
  AZURE_AUTHORITY_HOST: optional(text(undefined, origin, "an https URL without a path")).documented(
    "sign-in endpoint of a service principal, instead of the cloud's own",
    "by cloud",
  ),
  AZURE_TENANT_ID: optional(text(undefined, tenant, "a tenant id")).documented(
    "tenant of a service principal, which replaces the managed identity; needs a client id and one of the three credentials below",
    "managed identity",
  ),
  AZURE_CLIENT_ID: optional(text(undefined, client, "a client id")).documented(
    "client id of the service principal; without a tenant, of a user-assigned managed identity",
  ),
  AZURE_CLIENT_SECRET: optional(text(undefined, something, "a secret without spaces")).documented(
    "credential: the client secret",
  ),
  AZURE_CLIENT_CERTIFICATE_PATH: optional(text(undefined, anything, "a path")).documented(
    "credential: path of a PEM file with the certificate and its private key",
  ),
  AZURE_CLIENT_CERTIFICATE_PASSWORD: optional(text(undefined, anything, "a password")).documented(
    "password of the private key",
  ),
  AZURE_FEDERATED_TOKEN_FILE: optional(text(undefined, anything, "a path")).documented(
    "credential: path of a file with a token of a trusted issuer (workload identity)",
  ),
  AzureTenant: optional(text(undefined, tenant, "a tenant id")).documented(
    "tenant of a service principal; this and the next four are the tutorial's settings, an alternative to `AZURE_TENANT_ID` and the others above",
  ),
  AzureClientID: optional(text(undefined, client, "a client id")).documented(
    "client id of that service principal",
  ),
  AzureClientId: optional(text(undefined, client, "a client id")).documented(
    "the same, in the spelling of the tutorial's script",
  ),
  AzureCredPassword: optional(text(undefined, anything, "a password")).documented(
    "client secret, plain or encrypted by `ConvertFrom-SecureString -Key`",
  ),
  AzureCredKeyFile: optional(text(undefined, anything, "a path")).documented(
    "path of the tutorial's key file (`PassEncryptKey.key`), which an encrypted `AzureCredPassword` needs",
  ),
};
