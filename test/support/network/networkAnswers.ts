/** The calls about networks, by the ends of their networkPaths. */
export const networkPaths = {
  interface: "/networkInterfaces/[^/?]+[?]",
  access: "/ipFlowVerify[?]",
  nextHop: "/nextHop[?]",
  rules: "/effectiveNetworkSecurityGroups[?]",
  routes: "/effectiveRouteTable[?]",
};
export type NetworkCall = keyof typeof networkPaths;

export interface NetworkReply {
  readonly status: number | "reset" | "timeout";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const okAnswer = (body: unknown): NetworkReply => ({ status: 200, body });
export const denyingRule = {
  ...{ name: "securityRules/DenyScan", access: "Deny", priority: 110, protocol: "All" },
  ...{ sourceAddressPrefix: "*", sourcePortRange: "0-65535", destinationPortRange: "0-65535" },
  destinationAddressPrefix: "*",
};
const route = { nextHopIpAddress: [], nextHopType: "None", source: "User", state: "Active" };

/** Of a VM with one interface, where a rule and a route stand in the way. */
export const networkAnswers = (address: string): Readonly<Record<NetworkCall, NetworkReply>> => ({
  interface: okAnswer({
    name: "any01-nic",
    properties: {
      ...{ primary: true, enableAcceleratedNetworking: true, enableIPForwarding: false },
      ipConfigurations: [{ name: "a", properties: { privateIPAddress: address } }],
    },
  }),
  access: okAnswer({ access: "Deny", ruleName: "securityRules/DenyScan" }),
  nextHop: okAnswer({ nextHopType: "None", routeTableId: "/subscriptions/x/routeTables/rt-blocked" }),
  rules: okAnswer({
    value: [
      {
        networkSecurityGroup: { id: "/x/networkSecurityGroups/nsg-web" },
        effectiveSecurityRules: ["Inbound", "Outbound"].map((direction) => ({ ...denyingRule, direction })),
      },
    ],
  }),
  routes: okAnswer({ value: [{ addressPrefix: ["0.0.0.0/0"], ...route }] }),
});

/** The faults of the control API with which simulated Azure answers so. */
export const asFaults = (answers: Readonly<Record<NetworkCall, NetworkReply>>): readonly object[] =>
  Object.entries(answers).map(([name, answer]) => ({ path: networkPaths[name as NetworkCall], ...answer }));
