import assert from "node:assert/strict";
import { defaultVersion, readHistories, writeHistories } from "./goldenHistories.ts";
import { shapeOf } from "./shape.ts";
import type { World } from "../world/world.ts";

/** Compares the histories of these instances with those recorded before. */
export function compareWithGolden(name: string, world: World, ids: readonly string[]): void {
  const recorded = ids
    .map((id) => world.environment.historyOf(id))
    .filter((history) => history.length > 0)
    .map((history, index) => ({ instanceId: ids[index] ?? "", history }));
  // Rewritten with UPDATE_GOLDEN=1; a change in an orchestrator's durable shape is then seen in review.
  if (process.env.UPDATE_GOLDEN === "1") writeHistories(defaultVersion, name, recorded);
  const golden = readHistories(defaultVersion, name);
  const shapes = (of: typeof golden) =>
    of.map(({ instanceId, history }) => shapeOf(history, instanceId.replace(/:\d+$/, "")));
  assert.deepEqual(shapes(recorded), shapes(golden));
}
