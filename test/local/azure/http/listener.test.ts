import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { Simulation } from "../../../support/world/simulation.ts";

describe("simulated Azure's ports", () => {
  it("close at once, even with open client connections", { timeout: 5_000 }, async () => {
    const simulation = await Simulation.start();
    await simulation.arm("GET", "/?api-version=1");
    const silent = connect(Number(new URL(simulation.azure.azureUrl).port), "127.0.0.1");
    await once(silent, "connect");
    const cut = once(silent, "close");
    await simulation.close();
    await cut;
    await assert.rejects(fetch(simulation.azure.controlUrl));
  });
});
