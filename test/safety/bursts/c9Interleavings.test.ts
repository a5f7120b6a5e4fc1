import { describe, it } from "node:test";
import { burstCases } from "../../support/bursts/burstCases.ts";
import { isDeep } from "../../support/depth.ts";

const seeds = isDeep ? 1_000 : 20;
const first = process.env.SEED ?? "c9";

describe("whatever the order of their calls, two instances of the app and a kill at any moment", () => {
  for (const [name, run] of Object.entries(burstCases))
    it(`${name}: ${seeds} seeds`, async (t) => {
      for (let seed = 0; seed < seeds; seed += 1) await run(`${first}-${seed}`);
      t.diagnostic(`${seeds} interleavings, SEED=${first}`);
    });
});
