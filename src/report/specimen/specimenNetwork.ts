import type { NetworkContext } from "../../captures/network/networkContext.ts";

/** What a sample report has of Azure's network. @param at when it was asked, ISO 8601 */
export const specimenNetwork = (at: string): NetworkContext => ({
  addresses: ["10.0.0.4"],
  interfaces: [
    {
      ...{ name: "specimen-nic", privateAddresses: ["10.0.0.4"], publicAddresses: [] },
      ...{ acceleratedNetworking: true, ipForwarding: false },
    },
  ],
  verdicts: [
    {
      ...{ flow: "TCP 203.0.113.9:51234 > 10.0.0.4:22", about: null, direction: "Inbound", access: "Deny" },
      ...{ rule: "DenyAllInBound", nextHop: { type: "Internet", address: null, routeTable: null }, at },
    },
  ],
  rules: {
    count: 6,
    deciding: [
      {
        ...{ name: "DenyAllInBound", group: "specimen-nsg", access: "Deny" },
        ...{ direction: "Inbound", priority: 65_500 },
      },
    ],
  },
  routes: null,
  remark: null,
});
