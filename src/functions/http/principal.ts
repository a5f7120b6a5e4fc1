import { field, fieldsOf, listOf, textOf } from "../../alerts/text/fields.ts";
import { boundedText } from "../../redaction/boundedText.ts";
import type { Config, SecureWebhook } from "../../config.ts";

/** Claim types; App Service writes some of them in the long form. */
const claimTypes = {
  tenant: ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"],
  audience: ["aud"],
  /** In tokens of version 1 and 2. */
  application: ["appid", "azp"],
  roles: ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"],
};

/** Where App Service Authentication signs people in. */
export const signInPath = "/.auth/login/aad";

/** A caller, as App Service Authentication describes it. */
export interface Principal {
  /** Values of a claim, under each of its names. */
  valuesOf(claim: keyof typeof claimTypes): readonly string[];
  /** Identity providers that the headers name. */
  readonly providers: readonly string[];
}

/**
 * The signed-in caller of a request. Its headers count only where the platform sets them, and removes forged
 * ones.
 */
export const principal = {
  /** Reads `X-MS-CLIENT-PRINCIPAL`, JSON in base64; null when it is absent or malformed. */
  read(headers: Pick<Headers, "get">): Principal | null {
    const description = described(headers.get("x-ms-client-principal") ?? "");
    if (description === null) return null;
    const claims = listOf(field(description, "claims")).flatMap((entry) => {
      const claim = fieldsOf(entry);
      const [type, value] = [textOf(field(claim, "typ")), textOf(field(claim, "val"))];
      return type === null || value === null ? [] : { type, value };
    });
    const named = [textOf(field(description, "auth_typ")), headers.get("x-ms-client-principal-idp")];
    return {
      valuesOf: (claim) =>
        claims.filter(({ type }) => claimTypes[claim].includes(type)).map(({ value }) => value),
      providers: named.filter((name) => name !== null),
    };
  },

  /** The caller's name or else id, as the platform gives it; null when it gives none. */
  nameIn(headers: Pick<Headers, "get">): string | null {
    const name = headers.get("x-ms-client-principal-name") ?? headers.get("x-ms-client-principal-id") ?? "";
    return boundedText(name, 256) || null;
  },

  /** The caller's id in Microsoft Entra, for the log; null: somebody with a key. */
  idIn(headers: Pick<Headers, "get">, { platformAuthentication }: Config): string | null {
    const id = boundedText(headers.get("x-ms-client-principal-id") ?? "", 100);
    return platformAuthentication && id !== "" ? id : null;
  },

  /**
   * What is wrong with a caller that must have a token of this tenant for this application; completes "The
   * caller …". It repeats no claim, because the caller may be anyone.
   */
  problemOf(caller: Principal, { tenantId, audience }: SecureWebhook): string | null {
    if (!areAll(caller.providers, ["aad"])) return "is not signed in with Microsoft Entra";
    if (!areAll(caller.valuesOf("tenant"), [tenantId])) return "belongs to another tenant";
    if (!areAll(caller.valuesOf("audience"), formsOf(audience))) return "has a token for another application";
    return null;
  },
};

/** At least one value, and only expected ones: contradicting claims are not trusted. */
export const areAll = (values: readonly string[], expected: readonly string[]): boolean =>
  values.length > 0 &&
  values.every((value) => expected.some((one) => one.toLowerCase() === value.toLowerCase()));

/** Version 1 tokens name the Application ID URI, version 2 tokens the client id. */
function formsOf(audience: string): readonly string[] {
  const id = audience.replace(/^api:\/\//i, "");
  return /^[0-9a-f-]{36}$/i.test(id) ? [id, `api://${id}`] : [audience];
}

function described(header: string) {
  try {
    return fieldsOf(JSON.parse(Buffer.from(header, "base64").toString()));
  } catch {
    return null;
  }
}
