import { defaultScenario } from "../../../../traffic/namedScenarios.ts";
import type { Capture } from "../capture.ts";
import type { DatabaseSync } from "node:sqlite";

type Row = Record<string, unknown>;

/** Fields that rows of an earlier version lack. */
const addedSince = ({ createdAt, deleteRequestedAt }: Capture): Partial<Capture> => ({
  traffic: defaultScenario,
  truth: null,
  targetType: "AzureVM",
  scope: { include: [], exclude: [] },
  instances: null,
  continuousCapture: null,
  captureSettings: null,
  localPath: null,
  ring: null,
  instanceFiles: null,
  onTimeline: false,
  statusAfterSeconds: null,
  provisionedAt: createdAt,
  startedAt: createdAt,
  lastQuery: null,
  deletionDueAt: deleteRequestedAt,
});

function read(row: Row): Capture {
  const kept = JSON.parse(String(row.document)) as Capture;
  return { ...addedSince(kept), ...kept };
}

/** Whether the capture will still change by itself. */
const isOpen = (capture: Capture): boolean =>
  capture.settledAt === null || (capture.deleteRequestedAt !== null && capture.deletedAt === null);

/** All packet captures ever created. */
export class CaptureTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @throws Error when a capture of this id exists. */
  insert(capture: Omit<Capture, "sequence">): Capture {
    const last = this.#database.prepare("SELECT COALESCE(MAX(sequence), 0) AS last FROM capture").get();
    const numbered: Capture = { ...capture, sequence: Number(last?.last) + 1 };
    this.#database
      .prepare(
        "INSERT INTO capture (sequence, id, vm, created, open, deleted, document) VALUES (?, ?, ?, ?, 1, 0, ?)",
      )
      .run(
        numbered.sequence,
        numbered.id.toLowerCase(),
        numbered.vm.id.toLowerCase(),
        numbered.createdAt,
        JSON.stringify(numbered),
      );
    return numbered;
  }

  save(capture: Capture): void {
    this.#database
      .prepare("UPDATE capture SET open = ?, deleted = ?, document = ? WHERE sequence = ?")
      .run(
        isOpen(capture) ? 1 : 0,
        capture.deletedAt === null ? 0 : 1,
        JSON.stringify(capture),
        capture.sequence,
      );
  }

  get(sequence: number): Capture | null {
    const row = this.#database.prepare("SELECT document FROM capture WHERE sequence = ?").get(sequence);
    return row === undefined ? null : read(row);
  }

  /** The existing capture with this id, in any casing. */
  existing(id: string): Capture | null {
    const row = this.#database
      .prepare("SELECT document FROM capture WHERE deleted = 0 AND id = ?")
      .get(id.toLowerCase());
    return row === undefined ? null : read(row);
  }

  /** The existing captures below this id (a Network Watcher's), oldest first. */
  existingUnder(parent: string): Capture[] {
    const prefix = `${parent.toLowerCase()}/`;
    return this.#database
      .prepare("SELECT document FROM capture WHERE deleted = 0 AND substr(id, 1, ?) = ? ORDER BY sequence")
      .all(prefix.length, prefix)
      .map(read);
  }

  countUnder(parent: string): number {
    const prefix = `${parent.toLowerCase()}/`;
    const row = this.#database
      .prepare("SELECT COUNT(*) AS count FROM capture WHERE deleted = 0 AND substr(id, 1, ?) = ?")
      .get(prefix.length, prefix);
    return Number(row?.count);
  }

  /** The VM's captures begun at or after `since`. Deleted ones are included, because their files stay. */
  begunOn(vmId: string, since: number): Capture[] {
    return this.#database
      .prepare("SELECT document FROM capture WHERE vm = ? AND created >= ?")
      .all(vmId.toLowerCase(), since)
      .map(read);
  }

  open(): Capture[] {
    return this.#database
      .prepare("SELECT document FROM capture WHERE open = 1 ORDER BY sequence")
      .all()
      .map(read);
  }

  all(): Capture[] {
    return this.#database.prepare("SELECT document FROM capture ORDER BY sequence").all().map(read);
  }
}
