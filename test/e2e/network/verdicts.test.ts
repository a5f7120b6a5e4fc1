import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { actionOf } from "../../../src/captures/network/networkQuestion.ts";
import { everyNth } from "../../support/depth.ts";
import {
  asFaults,
  denyingRule,
  networkAnswers,
  networkPaths,
  okAnswer,
  type NetworkCall,
  type NetworkReply,
} from "../../support/network/networkAnswers.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm } from "../../support/world/world.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";

const settings = {
  CAPTURE_TIME_LIMIT_SECONDS: "120",
  CAPTURE_ANALYZE_MAX_BYTES: "100000000",
  CAPTURE_BYTES_PER_PACKET: "0",
  CAPTURES_PER_HOUR: "0",
  AZURE_TIMEOUT_SECONDS: "1",
};

interface Result {
  readonly capture: CaptureOutcome;
  readonly emails: number;
  readonly asked: readonly NetworkCall[];
  readonly tookMs: number;
}

/** One alert on a VM that is scanned, to which Azure answers so. */
async function captured(
  changed: Partial<Record<NetworkCall, NetworkReply>>,
  more: Record<string, string> = {},
) {
  const results: Result[] = [];
  await inWorld({ ...settings, ...more }, async (world) => {
    await world.control("PUT", "/vms", [vm("ANY01", { traffic: "port-scan" })]);
    const given = { ...networkAnswers(address), ...changed };
    await world.control("PUT", "/faults", asFaults(given));
    const begunAt = world.clock.now();
    const { capture, emails } = await world.run(await common("ANY01"));
    const calls = (await world.requests()).map(({ path }) => path);
    const asked = (Object.keys(networkPaths) as NetworkCall[]).filter((name) =>
      calls.some((path) => new RegExp(networkPaths[name], "i").test(path)),
    );
    results.push({ capture, emails: emails.length, asked, tookMs: world.clock.now() - begunAt });
  });
  const [result] = results;
  assert.ok(result !== undefined);
  return result;
}

/** Of ANY01, whose traffic the simulation makes. */
const address = "10.0.3.113";

function assertUnaffected({ capture, emails }: Result): void {
  assert.deepEqual([capture.outcome, emails, capture.hint], ["captured", 1, null]);
  assert.ok(capture.summary?.findings.some(({ kind }) => kind === "port-scan"));
}

describe("Azure's verdict beside the packets", () => {
  it("names the rule and the next hop of the scan, as of after the capture, and what is in force", async () => {
    const result = await captured({});
    assertUnaffected(result);
    const { network, summary, endedAt } = result.capture;
    // The VM has an IPv6 address too, which its interface does not have: that one is inferred.
    const { source, addresses = [] } = summary?.localAddresses ?? {};
    assert.deepEqual([source, addresses[0]], ["given", address]);
    assert.ok(network !== null && endedAt !== null);
    const [first] = network.verdicts;
    assert.ok(first !== undefined && network.verdicts.length <= 5);
    const told = [first.about, first.direction, first.access, first.rule, first.nextHop?.routeTable];
    assert.deepEqual(told, ["port-scan", "Inbound", "Deny", "DenyScan", "rt-blocked"]);
    assert.ok(network.verdicts.every(({ at }) => at >= endedAt));
    assert.equal(network.interfaces[0]?.acceleratedNetworking, true);
    const inForce = [network.rules?.count, network.rules?.deciding[0]?.group, network.routes?.count];
    assert.deepEqual(inForce, [2, "nsg-web", 1]);
    assert.deepEqual([network.routes?.deciding[0]?.nextHopType, network.remark], ["None", null]);
  });

  it("tells an admin rule with its network manager, and an allowed flow with the rule that allows", async () => {
    const networkManager = { id: "/x/networkManagers/manager-1" };
    const admin = { ...denyingRule, name: "AdminAllow", access: "Allow", direction: "Inbound", priority: 1 };
    const result = await captured({
      access: okAnswer({ access: "Allow", ruleName: "AdminAllow" }),
      nextHop: okAnswer({ nextHopType: "VnetLocal", nextHopIpAddress: "", routeTableId: "System Route" }),
      rules: okAnswer({ value: [{ association: { networkManager }, effectiveSecurityRules: [admin] }] }),
    });
    const { network } = result.capture;
    const [first] = network?.verdicts ?? [];
    assert.deepEqual([first?.access, first?.rule], ["Allow", "AdminAllow"]);
    assert.deepEqual(first?.nextHop, { type: "VnetLocal", address: null, routeTable: null });
    const [deciding] = network?.rules?.deciding ?? [];
    assert.deepEqual([deciding?.name, deciding?.group, deciding?.priority], ["AdminAllow", "manager-1", 1]);
  });

  it("takes a 202 without an address of the answer for none", async () => {
    const later = { status: 202, body: null };
    const result = await captured({ access: later, nextHop: later });
    assertUnaffected(result);
    assert.match(result.capture.network?.remark ?? "", /questions about the network were not answered/);
    assert.equal(result.capture.network?.rules?.count, 2);
  });

  it("asks nothing where REPORT_NETWORK_CONTEXT is false", async () => {
    const result = await captured({}, { REPORT_NETWORK_CONTEXT: "false" });
    assertUnaffected(result);
    assert.deepEqual([result.asked, result.capture.network], [[], null]);
    assert.equal(result.capture.summary?.localAddresses.source, "inferred");
  });

  it("turns itself off without the right to read interfaces, and names the action", async () => {
    const result = await captured({ interface: { status: 403 } });
    assertUnaffected(result);
    assert.deepEqual(result.asked, ["interface"]);
    const { network, summary } = result.capture;
    assert.equal(network?.remark, "The app's identity lacks Microsoft.Network/networkInterfaces/read.");
    assert.deepEqual([network.verdicts, summary?.localAddresses.source], [[], "inferred"]);
  });

  const failures = {
    forbidden: { status: 403 },
    throttled: { status: 429, headers: { "Retry-After": "600" } },
    slow: { status: "timeout" },
    broken: { status: 200, body: "<html>" },
    "of wrong types": okAnswer({ access: 1, nextHopType: {}, value: "none", properties: 5 }),
  } as const;

  const cases = Object.entries(failures).flatMap(([what, answer]) =>
    (Object.keys(networkPaths) as NetworkCall[]).map((name) => ({ what, answer, name })),
  );
  for (const { what, answer, name } of everyNth(4, cases))
    it(`${what} answers to the call for ${name} leave the report as it is`, async () => {
      const result = await captured({ [name]: answer });
      assertUnaffected(result);
      const { network } = result.capture;
      assert.ok(network !== null && network.remark !== null);
      if (name === "interface") return;
      if (what === "forbidden") assert.ok(network.remark.includes(actionOf[name]), network.remark);
      const left = network.verdicts.some(({ access, nextHop }) => access !== null || nextHop !== null);
      assert.ok(left);
      assert.equal(network.rules === null, name === "rules");
      assert.equal(network.routes === null, name === "routes");
      assert.ok(result.tookMs < 240_000, `${result.tookMs} ms`);
    });
});
