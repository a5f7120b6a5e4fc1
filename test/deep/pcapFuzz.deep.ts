import { it } from "node:test";
import { fuzz, fuzzStructured } from "../support/fuzz/fuzz.ts";

it("analyzes 5,000 damaged captures without throwing, with the same result in any chunks", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  for (let part = 0; part < 5; part += 1) fuzz(seed + part, 1000);
});

it("analyzes 5,000 captures of whole protocols with wrong fields, with the same result in any chunks", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  for (let part = 0; part < 5; part += 1) fuzzStructured(seed + part, 1000);
});
