import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NetworkManagementClient, type NetworkInterface } from "@azure/arm-network";
import {
  group,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

type Json = Readonly<Record<string, unknown>>;

const id = vmId("WEB01");
const network = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network`;
const nic = `${network}/networkInterfaces/web01-nic`;
const watcherPath = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}`;
const version = "?api-version=2026-01-01";

describe("the network of a VM of simulated Azure", () => {
  let simulation: Simulation;
  let address: string;
  before(async () => {
    simulation = await Simulation.start();
    address = /"privateIPAddress":"([\d.]+)"/.exec(JSON.stringify(await get(nic)))?.[1] ?? "";
  });
  after(() => simulation.close());

  const answerOf = async (answer: Response) => ({
    status: answer.status,
    location: answer.headers.get("location"),
    body: (answer.status === 202 ? {} : await answer.json()) as Json,
  });
  const get = async (path: string) => answerOf(await simulation.arm("GET", `${path}${version}`));
  const post = async (path: string, body?: Json) =>
    answerOf(await simulation.arm("POST", `${path}${version}`, { body }));
  const put = async (more: Json) => {
    const { status, body } = await simulation.control("PUT", "/network", [{ vmId: id, ...more }]);
    assert.equal(status, 200, JSON.stringify(body));
  };
  const client = () =>
    new NetworkManagementClient(simulation.credential, subscription, { endpoint: simulation.azure.azureUrl });

  const inbound = (port = "22", remote = "198.51.100.7") => ({
    ...{ targetResourceId: id, direction: "Inbound", protocol: "TCP" },
    ...{ localIPAddress: address, localPort: port, remoteIPAddress: remote, remotePort: "50000" },
  });
  const outbound = (remote: string) => ({
    ...{ targetResourceId: id, direction: "Outbound", protocol: "TCP" },
    ...{ localIPAddress: address, localPort: "50000", remoteIPAddress: remote, remotePort: "443" },
  });
  const verdict = async (flow: Json) => (await post(`${watcherPath}/ipFlowVerify`, flow)).body;
  const factsOf = (one: NetworkInterface) =>
    `${one.primary} ${one.enableAcceleratedNetworking} ${one.enableIPForwarding}`;
  const hop = async (remote: string) =>
    (
      await post(`${watcherPath}/nextHop`, {
        ...{ targetResourceId: id, sourceIPAddress: address, destinationIPAddress: remote },
      })
    ).body;

  it("is one interface that the VM names, and lets everything through until something is set", async () => {
    await simulation.control("PUT", "/network", []);
    const vm = (await (await simulation.arm("GET", `${id}?api-version=2026-04-01`)).json()) as {
      properties: { networkProfile: unknown };
    };
    assert.deepEqual(vm.properties.networkProfile, {
      networkInterfaces: [{ id: nic, properties: { primary: true } }],
    });
    assert.match(address, /^10\.0\.\d+\.\d+$/);
    assert.deepEqual(await verdict(inbound()), {
      access: "Allow",
      ruleName: "securityRules/AllowAnyInBound",
    });
    assert.deepEqual(await verdict(outbound("203.0.113.9")), {
      access: "Allow",
      ruleName: "defaultSecurityRules/AllowInternetOutBound",
    });
    assert.deepEqual(await hop("203.0.113.9"), { nextHopType: "Internet", routeTableId: "System Route" });
  });

  it("without rules of its own has the default rules", async () => {
    await put({ rules: [] });
    const of = async (flow: Json) => (await verdict(flow)).ruleName;
    assert.equal(await of(inbound()), "defaultSecurityRules/DenyAllInBound");
    assert.equal(await of(inbound("22", "10.0.7.7")), "defaultSecurityRules/AllowVnetInBound");
    assert.equal(await of(outbound("10.9.0.1")), "defaultSecurityRules/DenyAllOutBound");
  });

  it("denies by the rule with the lowest number, and by admin rules before all others", async () => {
    const deny = { direction: "Inbound", access: "Deny", protocol: "Tcp", destination: "*" };
    const rules = [
      { ...deny, name: "DenyAll", priority: 400, source: "Any" },
      {
        ...deny,
        name: "AllowWeb",
        access: "Allow",
        priority: 300,
        source: "Internet",
        port: ["80", "443-445"],
      },
      { ...deny, name: "NoTelnet", kind: "admin", priority: 10, source: "*", port: "23" },
      { ...deny, name: "Ops", kind: "admin", access: "AlwaysAllow", priority: 5, source: "203.0.113.0/24" },
    ];
    await put({ rules });
    const of = (port: string, remote?: string) => verdict(inbound(port, remote));
    assert.deepEqual(await of("444"), { access: "Allow", ruleName: "securityRules/AllowWeb" });
    assert.deepEqual(await of("446"), { access: "Deny", ruleName: "securityRules/DenyAll" });
    assert.deepEqual(await of("23"), { access: "Deny", ruleName: "NoTelnet" });
    assert.deepEqual(await of("23", "203.0.113.5"), { access: "Allow", ruleName: "Ops" });
  });

  it("asks both security groups, and shows what is in force with the tags' prefixes, through the SDK", async () => {
    const rule = { direction: "Inbound", access: "Allow", protocol: "*", priority: 100 };
    await put({
      rules: [
        { ...rule, name: "FromAll", group: "subnet-nsg" },
        { ...rule, name: "NoSsh", group: "nic-nsg", access: "Deny", port: 22 },
        { ...rule, name: "FromNet", group: "nic-nsg", priority: 200, source: "Internet" },
        { ...rule, name: "Baseline", kind: "admin", group: "org", port: 23, access: "Deny" },
      ],
    });
    assert.deepEqual(await verdict(inbound()), { access: "Deny", ruleName: "securityRules/NoSsh" });
    const { networkInterfaces } = client();
    const { value: groups } = await networkInterfaces.listEffectiveNetworkSecurityGroups(group, "web01-nic");
    assert.deepEqual(
      groups.map(({ association, effectiveSecurityRules }) => [
        Object.keys(association ?? {}).filter(
          (key) => association?.[key as keyof typeof association] !== undefined,
        ),
        effectiveSecurityRules?.length,
      ]),
      [
        [["networkManager"], 1],
        [["subnet"], 7],
        [["networkInterface"], 8],
      ],
    );
    const fromNet = groups[2]?.effectiveSecurityRules?.[1];
    assert.equal(fromNet?.name, "securityRules/FromNet");
    assert.equal(fromNet.sourceAddressPrefix, "Internet");
    const expanded = fromNet.expandedSourceAddressPrefix ?? [];
    assert.ok(expanded.includes("11.0.0.0/8") && !expanded.some((prefix) => prefix.startsWith("10.")));
  });

  it("takes the longest route, the user's own before Azure's, and shows all of them", async () => {
    await put({
      routes: [
        { prefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIp: "10.0.9.9" },
        { prefix: "203.0.113.0/24", nextHopType: "None" },
      ],
    });
    const table = `${network}/routeTables/web01-routes`;
    assert.deepEqual(await hop("203.0.113.9"), { nextHopType: "None", routeTableId: table });
    assert.deepEqual(await hop("192.0.2.1"), {
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: "10.0.9.9",
      routeTableId: table,
    });
    assert.deepEqual(await hop("10.0.1.9"), { nextHopType: "VnetLocal", routeTableId: "System Route" });
    const { value } = await client().networkInterfaces.getEffectiveRouteTable(group, "web01-nic");
    const internet = value.filter(({ addressPrefix }) => addressPrefix?.[0] === "0.0.0.0/0");
    assert.deepEqual(
      internet.map(({ source, state, nextHopIpAddress }) => [source, state, nextHopIpAddress]),
      [
        ["Default", "Invalid", []],
        ["User", "Active", ["10.0.9.9"]],
      ],
    );
  });

  it("answers about an interface below its path, later, at a URL that nobody can build", async () => {
    await put({ answersAfterSeconds: 5 });
    const asked = await post(`${nic}/effectiveRouteTable`);
    const url = new URL(asked.location ?? "");
    assert.equal(asked.status, 202);
    assert.ok(url.pathname.startsWith(`${nic}/operationResults/`));
    const follow = async (query: string) => simulation.arm("GET", `${url.pathname}${query}`);
    assert.equal((await follow(url.search)).status, 202);
    await simulation.clock.advance(5_000);
    assert.equal((await follow(url.search)).status, 200);
    assert.equal((await follow(version)).status, 404);
    const flow = await post(`${watcherPath}/ipFlowVerify`, inbound());
    assert.match(new URL(flow.location ?? "").pathname, /\/locations\/westeurope\/operationResults\//);
  });

  it("has several interfaces, in other resource groups, too, with public addresses", async () => {
    await put({
      nics: [
        { privateIp: "10.0.3.4", publicIp: "203.0.113.4", acceleratedNetworking: true },
        { privateIp: "10.0.4.4", name: "back", resourceGroup: "Net-RG", ipForwarding: true },
      ],
    });
    const { networkInterfaces, publicIPAddresses } = client();
    const [front, back] = [
      await networkInterfaces.get(group, "WEB01-NIC"),
      await networkInterfaces.get("net-rg", "back"),
    ];
    assert.deepEqual([front, back].map(factsOf), ["true true false", "false false true"]);
    const name = front.ipConfigurations?.[0]?.publicIPAddress?.id?.split("/").at(-1) ?? "";
    assert.equal((await publicIPAddresses.get(group, name)).ipAddress, "203.0.113.4");
    assert.equal(back.ipConfigurations?.[0]?.publicIPAddress, undefined);
    const flow = { ...inbound(), localIPAddress: "10.0.3.4" };
    assert.match(JSON.stringify(await verdict(flow)), /'targetNicResourceId' is required/);
    assert.equal((await verdict({ ...flow, targetNicResourceId: nic })).access, "Allow");
  });

  it("is not found where it is not", async () => {
    await simulation.control("PUT", "/network", []);
    for (const path of [`${network}/networkInterfaces/other`, `${network}/publicIPAddresses/web01-nic-ip`]) {
      const { status, body } = await get(path);
      assert.deepEqual([status, (body.error as Json).code], [404, "ResourceNotFound"]);
    }
  });

  it("refuses questions with missing or wrong fields, and about a VM that does not run", async () => {
    const refused = async (path: string, body: Json) => {
      const answer = await post(`${watcherPath}/${path}`, body);
      return `${answer.status} ${String((answer.body.error as Json | undefined)?.message)}`;
    };
    const flow: Json = inbound();
    for (const field of Object.keys(flow)) {
      assert.match(
        await refused("ipFlowVerify", { ...flow, [field]: undefined }),
        new RegExp(`^400 .*${field}`),
      );
    }
    assert.match(await refused("ipFlowVerify", { ...flow, remoteIPAddress: "2001:db8::1" }), /^400 .*IPv4/);
    assert.match(await refused("ipFlowVerify", { ...flow, localIPAddress: "10.0.0.1" }), /^400 .*no address/);
    assert.match(await refused("ipFlowVerify", { ...flow, remotePort: 5 }), /^400 .*remotePort/);
    assert.match(
      await refused("nextHop", {
        ...{ targetResourceId: id, sourceIPAddress: address, destinationIPAddress: "::1" },
      }),
      /^400 .*IPv4/,
    );
    assert.match(await refused("nextHop", { targetResourceId: vmId("NONE") }), /^404 /);
    await simulation.control("PUT", "/vms", [{ id, powerState: "deallocated" }]);
    assert.match(await refused("ipFlowVerify", flow), /^400 .*deallocated/);
    assert.equal((await post(`${nic}/effectiveRouteTable`)).status, 409);
    await simulation.control("PUT", "/vms", [{ id }]);
  });

  it("has to be asked with a published version and a token", async () => {
    assert.equal((await simulation.arm("GET", `${nic}?api-version=2001-01-01`)).status, 400);
    assert.equal((await simulation.arm("GET", `${nic}${version}`, { token: "none" })).status, 401);
  });
});
