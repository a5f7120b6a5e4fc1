import type { Extension, OsType, Vm } from "./vm.ts";

const agentPublisher = "Microsoft.Azure.NetworkWatcher";

const isAgent = (extension: Extension): boolean =>
  extension.publisher.toLowerCase() === agentPublisher.toLowerCase() &&
  extension.type.toLowerCase().startsWith("networkwatcheragent");

/** The extension that packet capture needs, under the portal's name for it. */
export const agentExtension = (osType: OsType): Extension => ({
  name: "AzureNetworkWatcherExtension",
  publisher: agentPublisher,
  type: `NetworkWatcherAgent${osType}`,
  typeHandlerVersion: "1.4",
  readyAt: 0,
  failure: null,
});

/** An extension that most VMs have. With it, "has an extension" differs from "has the agent". */
export const monitorExtension = (osType: OsType): Extension => ({
  name: `AzureMonitor${osType}Agent`,
  publisher: "Microsoft.Azure.Monitor",
  type: `AzureMonitor${osType}Agent`,
  typeHandlerVersion: "1.0",
  readyAt: 0,
  failure: null,
});

export function extensionState(extension: Extension, now: number): "Creating" | "Succeeded" | "Failed" {
  if (now < extension.readyAt) return "Creating";
  return extension.failure === null ? "Succeeded" : "Failed";
}

/** Whether the VM's extensions allow a packet capture. */
export const hasAgent = (vm: Vm, now: number): boolean =>
  vm.extensions.some((extension) => isAgent(extension) && extensionState(extension, now) === "Succeeded");

/** Why installing the extension on this operating system fails; null: it succeeds. */
export const installationFailure = (extension: Extension, osType: OsType): string | null =>
  isAgent(extension) && extension.type.toLowerCase() !== `networkwatcheragent${osType}`.toLowerCase()
    ? `Handler '${extension.publisher}.${extension.type}' does not support the operating system of the VM.`
    : null;
