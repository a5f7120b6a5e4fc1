import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planFacts } from "../../../src/console/start/planFacts.ts";
import type { PreviewAnswer } from "../../../src/api/previewAnswer.ts";

const plan: PreviewAnswer = {
  whatIf: true,
  id: null,
  targets: [{ vmId: "/subscriptions/a", vmName: "WEB01", captureName: null, armed: null }],
  captureNames: "",
  limits: { timeLimitSeconds: 300, maxBytes: 104_857_600, bytesPerPacket: 0, filters: [] },
  conflictPolicy: "join",
  cooldownSeconds: 0,
  outcome: "accepted",
  detail: "A capture would start.",
};

describe("the plan", () => {
  it("says what is captured, how long, how much, and what happens to a capture that already runs", () => {
    assert.deepEqual(planFacts(plan), [
      ["Virtual machine", "WEB01"],
      ["Time limit", "5 minutes"],
      ["Maximum size", "100 MiB (104,857,600 bytes)"],
      ["Bytes per packet", "whole packets"],
      ["Filters", "every packet"],
      [
        "If a capture already runs there",
        "this request joins it, if it is wide enough and lasts long enough",
      ],
      ["Cooldown", "none"],
    ]);
  });

  it("says that a VM is armed, and how far back", () => {
    const armed = { state: "running", coversSeconds: 720, error: null } as const;
    const targets = plan.targets.map((target) => ({ ...target, armed }));
    assert.deepEqual(planFacts({ ...plan, targets })[1], [
      "Before the capture",
      "WEB01 is armed. Running for 12 min; holds the newest packets of that time.",
    ]);
  });

  it("has the session's name, the filters and the cooldown where there are any", () => {
    const facts = new Map(
      planFacts({
        ...plan,
        targets: [
          {
            vmId: "/subscriptions/a",
            vmName: "WEB01",
            captureName: "alert-WEB01-0123456789abcdef",
            armed: null,
          },
        ],
        limits: {
          ...plan.limits,
          bytesPerPacket: 96,
          filters: [
            { protocol: "TCP", localPort: "443" },
            { remoteIPAddress: "10.0.0.4", remotePort: "80" },
          ],
        },
        cooldownSeconds: 3600,
      }),
    );
    assert.equal(facts.get("Capture name"), "alert-WEB01-0123456789abcdef");
    assert.equal(facts.get("Bytes per packet"), "96 bytes");
    assert.equal(facts.get("Filters"), "TCP, local port 443 or any protocol, remote 10.0.0.4 port 80");
    assert.equal(facts.get("Cooldown"), "1 hour after the last capture");
  });
});
