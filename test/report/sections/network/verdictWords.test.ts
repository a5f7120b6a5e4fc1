import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verdictWords } from "../../../../src/report/sections/network/verdictWords.ts";
import { blackHole, flowVerdict, guestRefuses, networkContext } from "../../../support/report/network.ts";
import type { FlowVerdict } from "../../../../src/captures/network/networkContext.ts";

const { rules } = networkContext();
const words = (verdict: FlowVerdict, given = rules, zone = "UTC") => verdictWords(verdict, given, zone);
const evaluated = "(evaluated 02:06:10 UTC, after the capture)";
const appliance = { type: "VirtualAppliance", address: "10.0.9.4", routeTable: "rt-hub" };
const flow = "TCP 10.0.0.4:49152 > 10.9.0.7:443";

describe("verdictWords", () => {
  it("names the rule that denies, with its group where the effective rules tell that", () => {
    const denied = `denies TCP 203.0.113.9:51234 > 10.0.0.4:22 now ${evaluated}.`;
    assert.equal(words(flowVerdict()), `Rule DenyAllInBound of nsg-web ${denied}`);
    assert.equal(words(flowVerdict(), null), `Rule DenyAllInBound ${denied}`);
    assert.equal(words(flowVerdict({ rule: null })), `A security rule ${denied}`);
  });

  it("leaves the group out where two of them have a rule of that name", () => {
    const deciding = (rules?.deciding ?? []).flatMap((rule) => [rule, { ...rule, group: "nsg-subnet" }]);
    assert.match(words(flowVerdict(), { count: 2, deciding }), /^Rule DenyAllInBound denies /);
  });

  it("says that there is no route, to the far side of the flow, and which table that decides", () => {
    assert.equal(
      words(blackHole),
      `No route to 10.9.0.7: next hop None in route table rt-spoke ${evaluated}.`,
    );
    const inbound = flowVerdict({
      access: "Allow",
      nextHop: { type: "None", address: null, routeTable: null },
    });
    assert.equal(words(inbound), `No route to 203.0.113.9: next hop None by a system route ${evaluated}.`);
  });

  it("puts a refusal that Azure allows down to the guest, and an outbound one to the other side", () => {
    assert.equal(
      words(guestRefuses),
      `TCP 10.0.0.9:51234 > 10.0.0.4:8080 is allowed now by rule AllowVnetInBound ${evaluated}; the guest itself refuses.`,
    );
    assert.match(words({ ...guestRefuses, about: "unanswered" }), /; the guest itself does not answer\.$/);
    assert.match(words({ ...guestRefuses, direction: "Outbound" }), /; the other side, .* refuses\.$/);
    assert.doesNotMatch(words({ ...guestRefuses, about: null }), /guest/);
  });

  it("says of a scan from outside that Azure lets through that only the guest stands in its way", () => {
    const scan = { ...guestRefuses, about: "port-scan" } as const;
    assert.match(words(scan), /; only the guest itself stands in its way\.$/);
    assert.doesNotMatch(words({ ...scan, direction: "Outbound" }), /in its way/);
  });

  it("names an appliance by its address, and does not blame the guest behind it for silence", () => {
    const verdict = { ...guestRefuses, about: "unanswered", nextHop: appliance } as const;
    assert.match(
      words(verdict),
      /after the capture\)\. Packets go by next hop VirtualAppliance 10\.0\.9\.4 in route table rt-hub\.$/,
    );
  });

  it("says so where one half, or nothing, was answered", () => {
    const none = flowVerdict({ flow, direction: "Outbound", access: null, rule: null, nextHop: null });
    assert.equal(words(none), `Azure gave no verdict on ${flow}.`);
    assert.equal(
      words({ ...none, nextHop: appliance }),
      `Packets to 10.9.0.7 go now by next hop VirtualAppliance 10.0.9.4 in route table rt-hub ${evaluated}.`,
    );
  });

  it("has the configured zone's time too, and no time where there is none", () => {
    assert.match(
      words(blackHole, rules, "Europe/Berlin"),
      /evaluated 02:06:10 UTC \(03:06:10 Europe\/Berlin\), after/,
    );
    assert.match(words({ ...blackHole, at: "soon" }), /\(evaluated after the capture\)\.$/);
  });
});
