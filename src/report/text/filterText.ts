import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";

/** Which packets a capture's filters let through: "TCP, local port 443; UDP, remote port 53". */
export const filterText = (filters: readonly CaptureFilter[]): string =>
  filters.length === 0 ? "none, all packets" : filters.map(oneText).join("; ");

function oneText(filter: CaptureFilter): string {
  const { protocol = "Any", localIPAddress, localPort, remoteIPAddress, remotePort } = filter;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ["", protocol === "Any" ? "any protocol" : protocol],
    ["local address ", localIPAddress],
    ["local port ", localPort],
    ["remote address ", remoteIPAddress],
    ["remote port ", remotePort],
  ];
  return parts.flatMap(([label, value]) => (value === undefined ? [] : `${label}${value}`)).join(", ");
}
