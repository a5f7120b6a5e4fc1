import { createHash } from "node:crypto";
import { AzureFault } from "../../azure/azureFault.ts";
import type { AppStorage } from "../../azure/appStorage.ts";

/** One try to analyze a capture's file. An orchestration analyzes only one. */
interface Attempt {
  readonly instanceId: string;
  /** The orchestrator's count of tries. */
  readonly attempt: number;
  /** Any text that no other process of the app has. */
  readonly process: string;
}

/** Anything can be an instance id, "../x" too. */
const nameOf = (instanceId: string): string =>
  `analyses/${createHash("sha256").update(instanceId).digest("hex")}`;

/** The record of an attempt outside its process, from its beginning to its end. */
export const attempt = {
  /**
   * Returns whether the attempt may begin: not if the same one has begun in another process, which has died
   * of it or still runs it. A later one may, because the orchestrator makes it only after it was told how
   * the earlier one ended.
   */
  async begin(storage: AppStorage, own: Attempt): Promise<boolean> {
    const name = nameOf(own.instanceId);
    const record = await storage.read(name);
    if (record !== null) {
      const other = JSON.parse(record.text) as Attempt;
      if (other.attempt >= own.attempt && other.process !== own.process) {
        // The refusal is a result, and Durable keeps it.
        await attempt.end(storage, own.instanceId);
        return false;
      }
    }
    return (await storage.write(name, JSON.stringify(own), record?.version ?? null)) !== null;
  },

  /** A record that stays, after a fault of storage, only forbids the same attempt to other processes. */
  async end(storage: AppStorage, instanceId: string): Promise<void> {
    try {
      await storage.remove(nameOf(instanceId));
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
    }
  },
};
