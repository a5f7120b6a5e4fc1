import type { DatabaseKind } from "../../environment/openStateDatabase.ts";

/**
 * `message`: events that an instance has not processed, due at `visible_at`. With an execution id they are
 * for that generation only. `activity`: unfinished work items. Times are milliseconds since the epoch.
 */
const schema = `
  CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE instance (
    id TEXT PRIMARY KEY,
    execution_id TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    status TEXT NOT NULL,
    input TEXT,
    output TEXT,
    custom_status TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    parent TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX instance_created ON instance (created, id);
  CREATE TABLE history (id TEXT NOT NULL, n INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (id, n)) STRICT, WITHOUT ROWID;
  CREATE TABLE message (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    execution_id TEXT,
    visible_at INTEGER NOT NULL,
    events TEXT NOT NULL
  ) STRICT;
  CREATE INDEX message_of_instance ON message (id, visible_at);
  CREATE INDEX message_due ON message (visible_at, id);
  CREATE TABLE activity (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    execution_id TEXT NOT NULL,
    task_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    input TEXT
  ) STRICT;
  CREATE INDEX activity_of_instance ON activity (id);
`;

export const hostState: DatabaseKind = {
  applicationId: 0x436f4148, // CoAH
  version: 1,
  exclusive: true,
  schema,
};

/** For several hosts at a time. */
export const sharedHostState: DatabaseKind = { ...hostState, exclusive: false, waitMs: 5_000 };
