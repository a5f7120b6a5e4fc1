import type { NetworkContext } from "../../captures/network/networkContext.ts";

/** What a sample report has of Azure's network. @param at when it was asked, ISO 8601 */
export const specimenNetwork = (at: string): NetworkContext => ({
  addresses: ["10.0.0.57"],
  interfaces: [
    {
      ...{ name: "specimen-nic", privateAddresses: ["10.0.0.57"], publicAddresses: [] },
      ...{ acceleratedNetworking: true, ipForwarding: false },
    },
  ],
  verdicts: [
    {
      ...{ flow: "TCP 10.0.0.57:50214 > 203.0.113.9:443", about: "packet-loss", direction: "Outbound" },
      ...{ access: "Allow", rule: "AllowWebOut", at },
      nextHop: { type: "Internet", address: null, routeTable: null },
    },
  ],
  rules: {
    count: 6,
    deciding: [
      {
        ...{ name: "AllowWebOut", group: "specimen-nsg", access: "Allow" },
        ...{ direction: "Outbound", priority: 400 },
      },
    ],
  },
  routes: null,
  remark: null,
});
