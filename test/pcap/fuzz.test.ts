import { it } from "node:test";
import { fuzz, fuzzStructured } from "../support/fuzz/fuzz.ts";

it("analyzes 60 damaged captures without throwing, with the same result in any chunks", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  fuzz(seed, 60);
});

it("analyzes 40 captures of whole protocols with wrong fields, with the same result in any chunks", (t) => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`FUZZ_SEED=${seed}`);
  fuzzStructured(seed, 40);
});
