import { text, type Json, type JsonObject } from "./json.ts";

/** The answer for a function has its keys by name; that for the host has them as one of three kinds. */
function keysOf(id: string): JsonObject {
  const keys = { default: `KEY-OF-${id}` };
  return id.endsWith("/host/default") ? { functionKeys: keys } : keys;
}

/** What only Azure can answer: here, values by which one sees where each came from. */
export const runtime = {
  /** A resource that is there, by its id. */
  resource: (id: string): JsonObject => {
    const name = id.split("/").at(-1) ?? "";
    return {
      id,
      location: "northeurope",
      properties: {
        principalId: `principal-of-${name}`,
        clientId: `client-of-${name}`,
        defaultHostName: `${name}.azurewebsites.net`,
        hostName: `${name}.europe.communication.azure.com`,
        mailFromSenderDomain: "0f3a.azurecomm.net",
        endpoint: `https://${name}.northeurope.durabletask.io`,
        ConnectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://${name}`,
        ipAddress: `address-of-${name}`,
        ipPrefix: `prefix-of-${name}`,
        primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` },
      },
    };
  },
  call(name: string, args: readonly Json[]): Json | undefined {
    if (name === "listKeys") return keysOf(text(args[0]));
    if (name === "tenant") return { tenantId: "99999999-8888-4777-8666-555555555555" };
    if (name === "environment")
      return {
        name: "AzureCloud",
        authentication: { loginEndpoint: "https://login.microsoftonline.com/" },
      };
    return undefined;
  },
};
