import assert from "node:assert/strict";
import { it } from "node:test";
import { isDeep } from "../support/depth.ts";
import { defaultVersion, readHistories, writeHistories } from "../support/histories/goldenHistories.ts";
import { shapeOf } from "../support/histories/shape.ts";
import { FaultyStorage } from "../support/world/faultyStorage.ts";
import { common, World } from "../support/world/world.ts";

const settings = {
  CAPTURE_TIME_LIMIT_SECONDS: "60",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
  EVIDENCE_RECORD: "blob",
  REPORT_NETWORK_CONTEXT: "false",
};
const name = "evidence-written";

it(
  "the history of an alert whose evidence record is written at the second try",
  { skip: !isDeep },
  async () => {
    const storage = await FaultyStorage.start();
    const world = await World.start(settings, { storage: storage.storage, notifies: true });
    try {
      storage.fail({ status: 503, code: "ServerBusy" }, 1, ({ path }) => path.includes(".evidence.json"));
      const { id, ...links } = await world.fire(await common("WEB01"));
      const { evidence, notifications } = await world.outcome({ id, ...links });
      assert.deepEqual([evidence.map(({ error }) => error), notifications.length], [[null], 2]);
      const recorded = [{ instanceId: id, history: world.environment.historyOf(id) }];
      // Rewritten with UPDATE_GOLDEN=1.
      if (process.env.UPDATE_GOLDEN === "1") writeHistories(defaultVersion, name, recorded);
      const shapes = (of: ReturnType<typeof readHistories>) =>
        of.map(({ instanceId, history }) => shapeOf(history, instanceId));
      assert.deepEqual(shapes(recorded), shapes(readHistories(defaultVersion, name)));
    } finally {
      await world.close();
      await storage.close();
      for (const setting of ["EVIDENCE_RECORD", "REPORT_NETWORK_CONTEXT"]) process.env[setting] = "";
    }
  },
);
