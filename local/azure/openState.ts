import { randomBytes } from "node:crypto";
import { openStateDatabase, type DatabaseKind } from "../environment/openStateDatabase.ts";
import type { DatabaseSync } from "node:sqlite";

const schema = `
  CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS vm (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS capture (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    vm TEXT NOT NULL,
    created INTEGER NOT NULL,
    open INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS capture_existing ON capture (id) WHERE deleted = 0;
  CREATE INDEX IF NOT EXISTS capture_begun ON capture (vm, created);
  CREATE INDEX IF NOT EXISTS capture_open ON capture (open) WHERE open = 1;
  CREATE TABLE IF NOT EXISTS operation (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS message (
    number INTEGER PRIMARY KEY,
    operation TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS notification (number INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT;
`;

const azureState: DatabaseKind = {
  applicationId: 0x436f4141, // CoAA
  version: 1,
  exclusive: false,
  schema,
  knownBy: "capture_existing",
};

/** Opens simulated Azure's state file, or creates it. @throws Error when it cannot be used. */
export const openState = (file: string): DatabaseSync => openStateDatabase(file, azureState);

/** A random secret, base64. It stays the same for the life of the state file. */
export function keptSecret(database: DatabaseSync, name: string): string {
  database
    .prepare("INSERT OR IGNORE INTO kept (name, value) VALUES (?, ?)")
    .run(name, randomBytes(32).toString("base64"));
  const row = database.prepare("SELECT value FROM kept WHERE name = ?").get(name);
  return String(row?.value);
}
