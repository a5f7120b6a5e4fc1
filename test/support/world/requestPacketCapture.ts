import { group } from "./world.ts";
import type { Environment } from "../../../local/environment/environment.ts";

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
  const watcher = `${group.replace("Prod-Web-RG", "NetworkWatcherRG")}/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope`;
  return fetch(`${azureUrl}${watcher}/packetCaptures/${name}?api-version=2026-01-01`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body,
  });
}
