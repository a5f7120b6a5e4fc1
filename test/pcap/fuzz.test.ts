import { it } from "node:test";
import { fuzz } from "../support/packets/fuzz.ts";

it("analyzes 300 damaged captures without throwing, with the same result in any chunks", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  fuzz(seed, 300);
});
