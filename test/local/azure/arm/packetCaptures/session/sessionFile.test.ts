import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  plannedEnding,
  sessionFile,
} from "../../../../../../local/azure/arm/packetCaptures/session/sessionFile.ts";
import { readPcap } from "../../../../../support/packets/readPcap.ts";
import { startOfTime } from "../../../../../support/world/simulation.ts";

/** Ten seconds of a VM's traffic. */
const session = {
  id: "a",
  vm: { id: "", name: "WEB01", address: "10.0.0.4" },
  targetType: "AzureVM",
  instances: null,
  traffic: "ordinary",
  filters: [],
  bytesToCapturePerPacket: 0,
  totalBytesPerSession: 0,
  timeLimitInSeconds: 10,
  startedAt: startOfTime,
} as const;
const recordHeader = 16;

describe("a session with a byte limit", () => {
  const ending = plannedEnding(session, null);
  const whole = readPcap(sessionFile({ ...session, ending }).bytes);

  for (const totalBytesPerSession of [24, 100, 5_000, 40_000])
    it(`of ${totalBytesPerSession} ends without a reason at the first packet that does not fit`, () => {
      const limited = { ...session, totalBytesPerSession };
      const planned = plannedEnding(limited, null);
      const { bytes } = sessionFile({ ...limited, ending: planned });
      const next = whole[readPcap(bytes).length];
      assert.ok(next !== undefined);
      assert.ok(bytes.length <= totalBytesPerSession);
      assert.ok(bytes.length + recordHeader + next.frame.length > totalBytesPerSession);
      assert.equal(planned.stopReason, "");
      assert.equal(planned.at, Math.floor(next.at));
    });

  it("ends at its time when every packet fits", () => {
    const size = sessionFile({ ...session, ending }).bytes.length;
    const fitting = plannedEnding({ ...session, totalBytesPerSession: size }, null);
    assert.deepEqual([fitting.stopReason, fitting.at], ["TimeExceeded", startOfTime + 10_000]);
  });

  it("tells of the agent when that stops first, and of the limit when that is reached first", () => {
    const agentStop = { afterSeconds: 1, form: "code" } as const;
    assert.deepEqual(plannedEnding(session, agentStop).errors, ["AgentStopped"]);
    assert.deepEqual(plannedEnding({ ...session, totalBytesPerSession: 24 }, agentStop).errors, []);
  });
});
