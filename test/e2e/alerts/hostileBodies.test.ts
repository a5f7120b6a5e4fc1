import assert from "node:assert/strict";
import { it } from "node:test";
import { postHostileBodies } from "../../support/alerts/hostile.ts";

const cases = 300;
const seed = 20_261_123;

it(`POST /api/alerts answers ${cases} hostile bodies according to the decision table (seed ${seed})`, async () => {
  const { statuses, instances } = await postHostileBodies(cases, seed);
  assert.deepEqual(Object.keys(statuses), ["200", "202", "400", "413"]);
  assert.ok(instances > 5, `only ${instances} instances`);
});
