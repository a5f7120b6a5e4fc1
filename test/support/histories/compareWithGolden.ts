import assert from "node:assert/strict";
import { defaultVersion, readHistories, writeHistories } from "./goldenHistories.ts";
import { shapeOf } from "./shape.ts";
import type { World } from "../world/world.ts";

/**
 * Compares the histories of these instances with those recorded before.
 *
 * @param chance an activity of which chance decides how often it is called: then only the order counts in
 *   which steps begin, and its calls in a row count as one
 */
export function compareWithGolden(name: string, world: World, ids: readonly string[], chance?: string): void {
  const recorded = ids
    .map((id) => world.environment.historyOf(id))
    .filter((history) => history.length > 0)
    .map((history, index) => ({ instanceId: ids[index] ?? "", history }));
  // Rewritten with UPDATE_GOLDEN=1; a change in an orchestrator's durable shape is then seen in review.
  if (process.env.UPDATE_GOLDEN === "1") writeHistories(defaultVersion, name, recorded);
  const golden = readHistories(defaultVersion, name);
  const shapes = (of: typeof golden) =>
    of.map(({ instanceId, history }) => {
      const shape = shapeOf(history, instanceId.replace(/:\d+$/, ""));
      return chance === undefined ? shape : beginnings(shape, chance);
    });
  assert.deepEqual(shapes(recorded), shapes(golden));
}

function beginnings(shape: readonly string[], chance: string): readonly string[] {
  const steps = shape
    .filter((line) => !line.startsWith("TaskCompleted"))
    .map((line) => line.replace(/ #\d+/, ""));
  const repeated = `TaskScheduled ${chance}`;
  return steps.filter((step, index) => step !== repeated || steps[index - 1] !== repeated);
}
