import assert from "node:assert/strict";
import { it } from "node:test";
import { postHostileBodies } from "../support/alerts/hostile.ts";

const cases = 20_000;

it(`POST /api/alerts answers ${cases} hostile bodies according to the decision table`, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`SEED=${seed}`);
  const { statuses, instances, milliseconds } = await postHostileBodies(cases, seed);
  const [middle = NaN, late = NaN] = [0.5, 0.99].map((share) => milliseconds[Math.floor(share * cases)]);
  t.diagnostic(`answers: ${JSON.stringify(statuses)}; ${instances} instances`);
  t.diagnostic(
    `milliseconds, 8 at once: median ${middle.toFixed(1)}, p99 ${late.toFixed(1)}, most ${milliseconds.at(-1)?.toFixed(1) ?? ""}`,
  );
  assert.deepEqual(Object.keys(statuses), ["200", "202", "400", "413"]);
});
