import type { Environment } from "../../../local/environment/environment.ts";

const watcherId =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope";

/** Calls Resource Manager for a packet capture, as somebody with access to the subscription would. */
export async function requestPacketCapture(
  { azure }: Environment,
  method: string,
  name: string,
  body: string | null = null,
): Promise<Response> {
  const { azureUrl, settings } = azure;
  const query = "?api-version=2019-08-01&resource=https://management.azure.com";
  const headers = { "X-IDENTITY-HEADER": settings.IDENTITY_HEADER ?? "" };
  const identity = await fetch(`${settings.IDENTITY_ENDPOINT ?? ""}${query}`, { headers });
  const { access_token: token } = (await identity.json()) as { access_token: string };
  return fetch(`${azureUrl}${watcherId}/packetCaptures/${name}?api-version=2026-01-01`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body,
  });
}
