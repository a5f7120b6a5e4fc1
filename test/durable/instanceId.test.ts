import assert from "node:assert/strict";
import { it } from "node:test";
import { alertOf } from "../../src/durable/instanceId.ts";

const occurrence = "0123456789abcdef0123456789abcdef";
for (const [instanceId, ids] of [
  [`alert-${occurrence}`, { occurrence }],
  [`capture-${occurrence}`, { occurrence }],
  [`alert-${occurrence}:12`, { occurrence, parentInstanceId: `alert-${occurrence}` }],
  ["by-hand", {}],
  [`alert-${occurrence}:x`, {}],
] as const)
  it(`alertOf: ${instanceId} belongs to ${JSON.stringify(ids)}`, () => {
    assert.deepEqual(alertOf(instanceId), { instanceId, ...ids });
  });
