import {
  isForOneWindowsAccount,
  isSecureString,
  readSecureString,
  type SecureString,
} from "./secureString.ts";

/** A client secret, either plain or in PowerShell's encrypted form with the path of its key file. */
export type Secret = string | { readonly encrypted: SecureString; readonly keyFile: string };

interface ServicePrincipal {
  readonly tenantId: string;
  readonly clientId: string;
}

/**
 * How the app signs in to Azure. Only the settings decide: probing costs seconds in Azure, and can find
 * another identity.
 */
export type Identity =
  | { readonly kind: "managed"; readonly clientId: string | null }
  | (ServicePrincipal & { readonly kind: "secret"; readonly secret: Secret })
  | (ServicePrincipal & {
      readonly kind: "certificate";
      /** PEM file with the certificate and its private key. */
      readonly certificatePath: string;
      /** Password of the private key. */
      readonly password: string | null;
    })
  /** Workload identity: a file with a token of another issuer, exchanged for one of Azure. */
  | (ServicePrincipal & { readonly kind: "federated"; readonly tokenFile: string });

/** Null: not given. Undefined: given but invalid, and its own problem has been reported. */
type Given = string | null | undefined;

/** The settings that choose the identity. Each of them is optional. */
interface IdentitySettings {
  readonly AZURE_TENANT_ID?: Given;
  readonly AZURE_CLIENT_ID?: Given;
  readonly AZURE_CLIENT_SECRET?: Given;
  readonly AZURE_CLIENT_CERTIFICATE_PATH?: Given;
  readonly AZURE_CLIENT_CERTIFICATE_PASSWORD?: Given;
  readonly AZURE_FEDERATED_TOKEN_FILE?: Given;
  readonly AzureTenant?: Given;
  readonly AzureClientID?: Given;
  readonly AzureClientId?: Given;
  readonly AzureCredPassword?: Given;
  readonly AzureCredKeyFile?: Given;
}

type Name = keyof IdentitySettings;

const proofs = [
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PATH",
  "AZURE_FEDERATED_TOKEN_FILE",
] as const;
/** The settings of the Azure SDKs. */
export const standardIdentity = [
  "AZURE_TENANT_ID",
  "AZURE_CLIENT_ID",
  ...proofs,
  "AZURE_CLIENT_CERTIFICATE_PASSWORD",
] as const;
/** The settings of Microsoft's tutorial. Its text has AzureClientID, its code AzureClientId. */
export const tutorialIdentity = [
  "AzureTenant",
  "AzureClientID",
  "AzureClientId",
  "AzureCredPassword",
  "AzureCredKeyFile",
] as const;

const givenOf = (read: IdentitySettings, names: readonly Name[]) =>
  names.filter((name) => read[name] !== null);

/** Problems of these settings in combination. */
export function identityProblems(read: IdentitySettings): readonly string[] {
  const [ours, theirs] = [givenOf(read, standardIdentity), givenOf(read, tutorialIdentity)];
  if (ours.length > 0 && theirs.length > 0)
    return [`${theirs.join(", ")} and ${ours.join(", ")} are two ways to sign in: keep the settings of one`];
  return theirs.length > 0 ? tutorialProblems(read) : standardProblems(read);
}

function standardProblems(read: IdentitySettings): readonly string[] {
  const given = givenOf(read, proofs);
  const problems: string[] = [];
  if (given.length > 1) problems.push(`${given.join(" and ")} are two ways to sign in: keep one`);
  const proof = given.find((name) => typeof read[name] === "string");
  if (proof !== undefined && (read.AZURE_TENANT_ID === null || read.AZURE_CLIENT_ID === null))
    problems.push(`${proof} needs AZURE_TENANT_ID and AZURE_CLIENT_ID`);
  if (given.length === 0 && read.AZURE_TENANT_ID !== null)
    problems.push(
      `AZURE_TENANT_ID needs ${proofs.join(" or ")}; a managed identity has only AZURE_CLIENT_ID, or nothing`,
    );
  if (read.AZURE_CLIENT_CERTIFICATE_PASSWORD !== null && read.AZURE_CLIENT_CERTIFICATE_PATH === null)
    problems.push("AZURE_CLIENT_CERTIFICATE_PASSWORD needs AZURE_CLIENT_CERTIFICATE_PATH");
  return problems;
}

function tutorialProblems(read: IdentitySettings): readonly string[] {
  const { AzureClientID: asWritten, AzureClientId: asRead, AzureCredPassword: password } = read;
  const problems: string[] = [];
  if (read.AzureTenant === null) problems.push("AzureTenant is missing");
  if (asWritten === null && asRead === null) problems.push("AzureClientID is missing");
  if (asWritten != null && asRead != null && asWritten !== asRead)
    problems.push("AzureClientID and AzureClientId are different");
  if (password === null) problems.push("AzureCredPassword is missing");
  if (typeof password === "string") problems.push(...passwordProblems(password, read.AzureCredKeyFile));
  return problems;
}

function passwordProblems(password: string, keyFile: Given): readonly string[] {
  if (isForOneWindowsAccount(password))
    return [
      "AzureCredPassword is encrypted for one account of one Windows machine: encrypt it with ConvertFrom-SecureString -Key, or give it plain",
    ];
  if (!isSecureString(password)) return [];
  const problems: string[] = [];
  if (readSecureString(password) === null)
    problems.push("AzureCredPassword is in PowerShell's encrypted form, but damaged: copy it again, whole");
  if (keyFile === null)
    problems.push(
      "AzureCredPassword is in PowerShell's encrypted form and needs AzureCredKeyFile, the path of its key file",
    );
  return problems;
}

/** The identity that settings without problems choose. */
export function identityOf(read: IdentitySettings): Identity {
  const principal = {
    tenantId: read.AZURE_TENANT_ID ?? read.AzureTenant ?? "",
    clientId: read.AZURE_CLIENT_ID ?? read.AzureClientID ?? read.AzureClientId ?? "",
  };
  const secret = read.AZURE_CLIENT_SECRET ?? tutorialSecret(read);
  if (secret !== null) return { kind: "secret", ...principal, secret };
  if (read.AZURE_CLIENT_CERTIFICATE_PATH != null)
    return {
      kind: "certificate",
      ...principal,
      certificatePath: read.AZURE_CLIENT_CERTIFICATE_PATH,
      password: read.AZURE_CLIENT_CERTIFICATE_PASSWORD ?? null,
    };
  if (read.AZURE_FEDERATED_TOKEN_FILE != null)
    return { kind: "federated", ...principal, tokenFile: read.AZURE_FEDERATED_TOKEN_FILE };
  return { kind: "managed", clientId: read.AZURE_CLIENT_ID ?? null };
}

/**
 * Only the header decides whether a password is encrypted: the tutorial's own script takes any other text as
 * plain, with or without a key file.
 */
function tutorialSecret({ AzureCredPassword: password, AzureCredKeyFile: keyFile }: IdentitySettings) {
  if (password == null) return null;
  const encrypted = isSecureString(password) ? readSecureString(password) : null;
  return encrypted === null || keyFile == null ? password : { encrypted, keyFile };
}
