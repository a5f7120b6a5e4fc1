import type { Identity } from "../../settings/identity.ts";

const secretAdvice =
  "Give the app the value (not the id) of a client secret that has not expired: AZURE_CLIENT_SECRET, or AzureCredPassword, with AzureCredKeyFile when it is encrypted.";
const nameAdvice =
  "Check the tenant and the client id: AZURE_TENANT_ID and AZURE_CLIENT_ID, or AzureTenant and AzureClientID; and AZURE_CLOUD.";
const certificateAdvice =
  "Add the certificate of AZURE_CLIENT_CERTIFICATE_PATH to the app registration, or renew it there when it has expired.";
const federationAdvice =
  "The app registration's federated credential must name the issuer, subject and audience of the token in AZURE_FEDERATED_TOKEN_FILE, and the token must not have expired.";
const resourceAdvice =
  "This tenant does not know the service that the token is for: check AZURE_CLOUD; for email in a sovereign cloud use EMAIL_CONNECTION_STRING.";

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const adviceByCode: Readonly<Record<string, string>> = {
  7000215: secretAdvice,
  7000222: secretAdvice,
  700016: nameAdvice,
  90002: nameAdvice,
  900023: nameAdvice,
  7000112: "The app registration is disabled in this tenant: enable it.",
  700027: certificateAdvice,
  70021: federationAdvice,
  700211: federationAdvice,
  700212: federationAdvice,
  700213: federationAdvice,
  700024: "The token has expired, or this machine's clock is wrong: renew the token or set the clock.",
  500011: resourceAdvice,
};

/** What a person can do about a failed sign-in, in one sentence. */
export function signInAdvice(identity: Identity, passing: boolean, message: string): string {
  const known = adviceByCode[/AADSTS(\d+)/.exec(message)?.[1] ?? ""];
  if (known !== undefined) return known;
  if (identity.kind === "managed")
    return "The function app needs a managed identity; AZURE_CLIENT_ID, if it is set, must be the client id of one that is assigned to it.";
  if (passing)
    return "The sign-in service did not respond properly: check the network, and AZURE_AUTHORITY_HOST if it is set.";
  return "Check the settings of the service principal, and its sign-ins in Entra ID.";
}
