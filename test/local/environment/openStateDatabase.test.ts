import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { openState } from "../../../local/azure/openState.ts";
import { openStore } from "../../../local/host/store/store.ts";

const page = 4096;

/** Both state files of an environment. */
const kinds: readonly (readonly [name: string, open: (file: string) => { close(): void }])[] = [
  ["orchestrations.sqlite", openStore],
  ["azure.sqlite", openState],
];

const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  [
    "cut off in the middle",
    (file) => {
      truncateSync(file, Math.floor(readFileSync(file).length / 2 / page) * page);
    },
  ],
  [
    "overwritten in the middle",
    (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0xab, page, bytes.length - page));
    },
  ],
  [
    "not a database",
    (file) => {
      writeFileSync(file, "text, and long enough to hold what would be a header of a database. ".repeat(99));
    },
  ],
  [
    "another program's",
    (file) => {
      rmSync(file);
      const foreign = new DatabaseSync(file);
      foreign.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
      foreign.close();
    },
  ],
];

describe("a state file", () => {
  const directory = mkdtempSync(join(tmpdir(), "state-database-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  for (const [name, open] of kinds)
    for (const [what, damage] of damages)
      it(`that is ${what} is refused and left unchanged (${name})`, () => {
        const file = join(directory, `${what} ${name}`);
        open(file).close();
        const database = new DatabaseSync(file);
        database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
          INSERT INTO kept SELECT 'name ' || i, hex(randomblob(20)) FROM n`);
        database.close();
        damage(file);
        const before = readFileSync(file);
        assert.throws(() => open(file), /The state file .* cannot be used and was left unchanged\. It is/);
        assert.deepEqual(readFileSync(file), before);
      });
});

it("an unmarked state file of simulated Azure from an earlier version is accepted", () => {
  const directory = mkdtempSync(join(tmpdir(), "state-database-"));
  const file = join(directory, "azure.sqlite");
  const first = openState(file);
  first.exec("INSERT INTO kept VALUES ('name', 'value')");
  first.exec("PRAGMA application_id = 0; PRAGMA user_version = 0");
  first.close();
  const again = openState(file);
  assert.equal(again.prepare("SELECT value FROM kept").get()?.value, "value");
  again.close();
  rmSync(directory, { recursive: true });
});
