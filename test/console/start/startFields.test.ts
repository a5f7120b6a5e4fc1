import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOnDemand } from "../../../src/captures/plan/readOnDemand.ts";
import { startFields, type StartFields } from "../../../src/console/start/startFields.ts";
import type { CaptureLimits } from "../../../src/captures/plan/capturePlan.ts";

const limits: CaptureLimits = {
  timeLimitSeconds: 300,
  maxBytes: 104_857_600,
  bytesPerPacket: 0,
  filters: [],
};
const vmId =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/WEB01";

const read = (own: Partial<StartFields>, within = limits) =>
  startFields.read({ ...startFields.initial(vmId, within), ...own }, within);

describe("the form of a capture", () => {
  for (const within of [
    limits,
    { ...limits, maxBytes: 1_000_000 },
    { ...limits, maxBytes: 4_294_967_295, bytesPerPacket: 96, timeLimitSeconds: 18_000 },
  ])
    it(`begins with the app's own limits, which the app accepts: ${within.maxBytes} bytes`, () => {
      const reading = read({}, within);
      assert.ok(reading.ok);
      assert.deepEqual(readOnDemand(reading.request, within), {
        ok: true,
        vmId,
        asked: {
          timeLimitSeconds: within.timeLimitSeconds,
          maxBytes: reading.request.maxBytes,
          bytesPerPacket: within.bytesPerPacket,
        },
        limits: { ...within, maxBytes: reading.request.maxBytes },
      });
      assert.ok(Math.abs((reading.request.maxBytes ?? 0) - within.maxBytes) < 10_486);
    });

  it("asks for mebibytes and sends bytes", () => {
    const reading = read({ maxMebibytes: "1.5" });
    assert.ok(reading.ok);
    assert.equal(reading.request.maxBytes, 1_572_864);
    assert.deepEqual(read({ maxMebibytes: "1,5" }), reading);
  });

  it("leaves out rows and fields of filters that are empty", () => {
    const reading = read({
      filters: [
        startFields.noFilter,
        { ...startFields.noFilter, protocol: "TCP" },
        { ...startFields.noFilter, remotePort: " 443 " },
      ],
    });
    assert.ok(reading.ok);
    assert.deepEqual(reading.request.filters, [{ protocol: "TCP" }, { protocol: "Any", remotePort: "443" }]);
  });

  it("sends no filters where none is given, so that the app's own hold", () => {
    const reading = read({ filters: [startFields.noFilter] });
    assert.ok(reading.ok);
    assert.equal("filters" in reading.request, false);
  });

  for (const [field, own] of [
    ["vmId", { vmId: "  " }],
    ["timeLimitSeconds", { timeLimitSeconds: "301" }],
    ["timeLimitSeconds", { timeLimitSeconds: "0" }],
    ["timeLimitSeconds", { timeLimitSeconds: "1.5" }],
    ["timeLimitSeconds", { timeLimitSeconds: "" }],
    ["maxBytes", { maxMebibytes: "100.1" }],
    ["maxBytes", { maxMebibytes: "0" }],
    ["maxBytes", { maxMebibytes: "much" }],
    ["bytesPerPacket", { bytesPerPacket: "-1" }],
    ["bytesPerPacket", { bytesPerPacket: "4294967296" }],
  ] as const)
    it(`says what is wrong with ${JSON.stringify(own)}`, () => {
      const reading = read(own);
      assert.ok(!reading.ok);
      assert.deepEqual(Object.keys(reading.errors), [field]);
    });

  it("does not allow whole packets where the app keeps less", () => {
    const reading = read({ bytesPerPacket: "0" }, { ...limits, bytesPerPacket: 96 });
    assert.ok(!reading.ok);
    assert.equal(reading.errors.bytesPerPacket, "Enter a whole number from 1 to 96.");
  });
});
