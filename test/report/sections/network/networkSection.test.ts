import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cloudEvent } from "../../../../src/report/notifications/cloudEvent.ts";
import { teamsCard } from "../../../../src/report/notifications/teamsCard.ts";
import { renderReport } from "../../../../src/report/renderReport.ts";
import { facts, outcome } from "../../../support/report/facts.ts";
import {
  blackHole,
  flowVerdict,
  forbidden,
  guestRefuses,
  networkContext,
} from "../../../support/report/network.ts";
import { outboundToService } from "../../../support/report/summaries.ts";
import { unwrapped } from "../../../support/report/unwrapped.ts";
import type { NetworkContext } from "../../../../src/captures/network/networkContext.ts";

const factsWith = (network: NetworkContext | null) =>
  facts({ captures: [outcome({ summary: outboundToService, network })] });
const textOf = (network: NetworkContext | null) => unwrapped(renderReport(factsWith(network)).text);

describe("Azure's verdict", () => {
  it("is nowhere where Azure was not asked", () => {
    assert.doesNotMatch(textOf(null), /Azure's verdict|Network interface/);
    assert.doesNotMatch(teamsCard(factsWith(null)), /Azure's verdict/);
  });

  it("stands behind the findings and before the traffic, with rules, routes and interfaces", () => {
    const text = textOf(networkContext());
    const section = text.lastIndexOf("Azure's verdict now");
    assert.ok(text.indexOf("Rule DenyAllInBound of nsg-web denies") < section, "on the first screen");
    assert.ok(section < text.indexOf("Traffic on WEB01"));
    assert.match(
      text.slice(section),
      /Rules that decide, of 6 effective rules.*DenyAllInBound.*of 4 effective routes/s,
    );
    assert.match(
      text,
      /web01-nic\s+10\.0\.0\.4; public 198\.51\.100\.7; accelerated networking on; IP forwarding off/,
    );
  });

  it("has in one line what stops a flow, whatever stands before it", () => {
    const card = teamsCard(factsWith(networkContext({ verdicts: [guestRefuses, blackHole] })));
    assert.match(card, /Azure's verdict now: /);
    assert.match(card, /No route to 10\.9\.0\.7/);
    assert.doesNotMatch(card, /the guest itself refuses/);
  });

  it("says what could not be asked", () => {
    assert.match(textOf(forbidden), /lacks Microsoft\.Network\/networkWatchers\/ipFlowVerify\/action/);
  });

  it("is in the event as in the output", () => {
    const network = networkContext({ verdicts: [flowVerdict(), blackHole] });
    const { data } = JSON.parse(cloudEvent(factsWith(network), "2026-11-23T02:07:00Z")) as {
      data: { captures: readonly { network: unknown }[] };
    };
    assert.deepEqual(data.captures[0]?.network, network);
  });
});
