export interface Claim {
  readonly typ: string;
  readonly val: string;
}

export const tenantId = "72f988bf-86f1-41af-91ab-2d7cd011db47";
/** Client id of the app registration. */
export const audience = "4b1cf1c6-3b55-4f0e-8a1e-6a35f19c50d1";

/** Claims of the token with which a secure webhook calls. */
export const actionGroup: readonly Claim[] = [
  { typ: "tid", val: tenantId },
  { typ: "aud", val: audience },
  { typ: "iss", val: `https://sts.windows.net/${tenantId}/` },
  { typ: "appid", val: "461e8683-5575-4561-ac7f-899cc907d62a" },
  { typ: "roles", val: "ActionGroupsSecureWebhook" },
];

/** The header in which App Service Authentication tells a function who calls. */
export const principal = (claims: readonly unknown[], provider = "aad"): string =>
  Buffer.from(JSON.stringify({ auth_typ: provider, name_typ: "name", role_typ: "roles", claims })).toString(
    "base64",
  );
