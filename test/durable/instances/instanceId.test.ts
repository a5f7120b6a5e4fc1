import assert from "node:assert/strict";
import { it } from "node:test";
import { instanceId } from "../../../src/durable/instances/instanceId.ts";

const occurrence = "0123456789abcdef0123456789abcdef";
for (const [id, owner] of [
  [`alert-${occurrence}`, { occurrence }],
  [`capture-${occurrence}`, { occurrence }],
  [`alert-${occurrence}:12`, { occurrence, parentInstanceId: `alert-${occurrence}` }],
  ["by-hand", {}],
  [`alert-${occurrence}:x`, {}],
] as const)
  it(`instanceId.parse: ${id} belongs to ${JSON.stringify(owner)}`, () => {
    assert.deepEqual(instanceId.parse(id), { instanceId: id, ...owner });
  });
