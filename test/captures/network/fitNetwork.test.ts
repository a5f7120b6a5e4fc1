import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contextOf } from "../../../src/captures/network/contextOf.ts";
import { fitNetwork } from "../../../src/captures/network/fitNetwork.ts";
import { refuse } from "../../../src/captures/outcome/refusal.ts";
import { randomNumbers } from "../../support/alerts/mutations.ts";
import type { AskedFlow } from "../../../src/captures/network/askedFlow.ts";
import type { NetworkContext } from "../../../src/captures/network/networkContext.ts";

const bytesOf = (context: NetworkContext) => Buffer.byteLength(JSON.stringify(context));

/** A context with lists and texts of any size, of characters of one to four bytes. */
function anyContext(random: (most: number) => number): NetworkContext {
  const text = (most = 80) => ["a", "ü", "€", "😀", '"'][random(5)]?.repeat(random(most)) ?? "";
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: random(most) }, make);
  return {
    addresses: some(60, () => text(45)),
    interfaces: some(10, () => ({
      ...{
        name: text(),
        privateAddresses: some(30, () => text(45)),
        publicAddresses: some(30, () => text(45)),
      },
      ...{ acceleratedNetworking: null, ipForwarding: true },
    })),
    verdicts: some(8, () => ({
      ...{ flow: text(), about: null, direction: "Inbound" as const, access: "Deny" as const, rule: text() },
      ...{ nextHop: { type: text(), address: text(), routeTable: text() }, at: "2026-01-01T00:00:00.000Z" },
    })),
    rules: {
      count: random(1000),
      deciding: some(6, () => ({
        ...{ name: text(), group: text(), access: "Allow" as const, direction: "Inbound" as const },
        priority: 100,
      })),
    },
    routes: {
      count: random(1000),
      deciding: some(6, () => ({
        ...{ prefix: text(), nextHopType: text(), nextHopAddress: text(), source: text() },
      })),
    },
    remark: text(3000),
  };
}

describe("what is told of a network", () => {
  it("has at most 4 KiB of JSON, whatever Azure answers, and is unchanged where that fits", () => {
    let whole = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomNumbers(seed);
      const context = anyContext((most) => Math.floor(random() * most));
      const fitted = fitNetwork(context);
      assert.ok(bytesOf(fitted) <= 4096, `seed ${seed}: ${bytesOf(fitted)}`);
      assert.deepEqual(fitNetwork(fitted), fitted);
      whole += fitted.verdicts.length === Math.min(context.verdicts.length, 5) ? 1 : 0;
    }
    assert.ok(whole > 50, `${whole} keep all verdicts`);
  });

  const flow: AskedFlow = {
    ...{ about: "unanswered", protocol: "TCP", direction: "Outbound" },
    ...{ localAddress: "10.0.0.4", localPort: 50_000, remoteAddress: "10.2.0.9", remotePort: 443 },
  };
  const network = { interfaces: [], isComplete: true, remark: null };
  const base = { vmId: "vm", interfaceId: null, flow };

  it("joins what a rule and a route say of one flow, and when they were asked", () => {
    const at = "2026-01-01T00:00:00.000Z";
    const nextHop = { type: "None", address: null, routeTable: "rt" };
    const { verdicts } = contextOf(network, [
      { question: { ...base, kind: "access" }, answer: { kind: "access", access: "Deny", rule: "r", at } },
      { question: { ...base, kind: "nextHop" }, answer: { kind: "nextHop", nextHop, at } },
    ]);
    const text = "TCP 10.0.0.4:50000 > 10.2.0.9:443";
    const told = { flow: text, about: "unanswered", direction: "Outbound", access: "Deny", rule: "r" };
    assert.deepEqual(verdicts, [{ ...told, nextHop, at }]);
  });

  it("names each missing action once, and counts what was not answered otherwise", () => {
    const { verdicts, remark } = contextOf(network, [
      { question: { ...base, kind: "access" }, answer: refuse("access-denied", "") },
      { question: { ...base, kind: "access" }, answer: refuse("access-denied", "") },
      { question: { ...base, kind: "nextHop" }, answer: refuse("throttled", "") },
    ]);
    assert.deepEqual(verdicts, []);
    assert.equal(
      remark,
      "The app's identity lacks Microsoft.Network/networkWatchers/ipFlowVerify/action. 1 of 3 questions about the network were not answered; Azure limits such calls.",
    );
  });
});
