import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, vmId } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { SimulatedEmail } from "../../support/world/simulated.ts";

const settings = {
  CAPTURE_TIME_LIMIT_SECONDS: "120",
  CAPTURE_ANALYZE_MAX_BYTES: "100000000",
  CAPTURE_BYTES_PER_PACKET: "0",
};

const scanRule = { name: "DenyScan", direction: "Inbound", access: "Deny", priority: 110, protocol: "Tcp" };
const everything = { source: "*", destination: "*", port: "*" };

/** One alert on a VM that is scanned, within a network. */
async function captured(network: Readonly<Record<string, unknown>>, more: Record<string, string> = {}) {
  const runs: { readonly capture: CaptureOutcome; readonly emails: readonly SimulatedEmail[] }[] = [];
  await inWorld({ ...settings, ...more }, async (world) => {
    await world.control("PUT", "/vms", [vm("ANY01", { traffic: "port-scan" })]);
    await world.control("PUT", "/network", [{ vmId: vmId("ANY01"), ...network }]);
    runs.push(await world.run(await common("ANY01")));
  });
  const { capture, emails: [email] = [] } = runs[0] ?? {};
  assert.ok(capture?.outcome === "captured" && capture.summary !== null && email !== undefined);
  const report = email.text.replaceAll(/\s+/g, " ");
  return { network: capture.network, summary: capture.summary, report };
}

const scanOf = ({ network }: Awaited<ReturnType<typeof captured>>) =>
  network?.verdicts.find(({ about }) => about === "port-scan" || about === "host-sweep");

describe("simulated networks, and the verdicts on traffic that obeys them", () => {
  it("a scan that a rule denies is told with the rule, and the packets have no answer", async () => {
    const result = await captured({ rules: [{ ...scanRule, ...everything }] });
    const scan = scanOf(result);
    assert.deepEqual([scan?.direction, scan?.access, scan?.rule], ["Inbound", "Deny", "DenyScan"]);
    assert.equal(result.network?.remark, null);
    assert.equal(result.summary.localAddresses.source, "given");
    assert.ok(result.network.rules?.deciding.some(({ name }) => name === "DenyScan"));
    assert.match(result.report, /Rule DenyScan of \S+ denies TCP 198\.51\.100\.7:\d+ > \S+ now \(evaluated/);
    assert.match(result.report, /Next step Nothing more is needed against it: rule DenyScan/);
  });

  it("a deny by an admin rule is told with the network manager's rule", async () => {
    const admin = { ...scanRule, ...everything, name: "AdminDeny", kind: "admin", priority: 1 };
    const result = await captured({ rules: [admin] });
    assert.deepEqual([scanOf(result)?.access, scanOf(result)?.rule], ["Deny", "AdminDeny"]);
    assert.match(result.report, /Rule AdminDeny of \S+ denies TCP \S+ > \S+ now/);
  });

  it("a flow that is allowed and that the guest refuses has the rule, and names the guest itself", async () => {
    const allow = { ...scanRule, ...everything, name: "AllowAll", access: "Allow" };
    const result = await captured({ rules: [allow] });
    assert.deepEqual([scanOf(result)?.access, scanOf(result)?.rule], ["Allow", "AllowAll"]);
    assert.match(
      result.report,
      /is allowed now by rule AllowAll of .*; only the guest itself stands in its way/,
    );
  });

  it("a route without a next hop is told as such, by its route table", async () => {
    const routes = [{ prefix: "0.0.0.0/0", nextHopType: "None" }];
    const { network, report } = await captured({ routes });
    const lost = network?.verdicts.filter(({ nextHop }) => nextHop?.type === "None") ?? [];
    assert.ok(lost.length > 0, JSON.stringify(network));
    assert.ok(network?.routes?.deciding.some(({ nextHopType }) => nextHopType === "None"));
    assert.match(report, /No route to \S+: next hop None in route table \S+ \(evaluated/);
  });

  it("answers that come later are waited for", async () => {
    const { network } = await captured({ answersAfterSeconds: 10 });
    assert.equal(network?.remark, null);
    assert.ok(network.rules !== null && network.routes !== null);
  });

  it("several interfaces are named, and their addresses are the VM's own", async () => {
    const nics = [{ publicIp: "20.1.2.3", acceleratedNetworking: true }, { privateIp: "10.0.9.9" }];
    const { network, summary } = await captured({ nics });
    assert.equal(network?.interfaces.length, 2);
    assert.deepEqual(network.interfaces[0]?.publicAddresses, ["20.1.2.3"]);
    assert.ok(network.addresses.includes("10.0.9.9") && network.addresses.includes("20.1.2.3"));
    assert.equal(summary.localAddresses.source, "given");
  });
});
