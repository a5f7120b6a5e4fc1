import assert from "node:assert/strict";
import { it } from "node:test";
import { GroupCommit } from "../../../../local/host/store/groupCommit.ts";
import { openStore } from "../../../../local/host/store/store.ts";

it("simultaneous changes are written together, and one that throws is undone on its own", async () => {
  const store = openStore(":memory:");
  const commits = new GroupCommit(store);
  const set = (name: string) => {
    store.kept.set(name, name);
    return name;
  };
  const outcomes = await Promise.allSettled([
    commits.add(() => set("first")),
    commits.add(() => {
      set("half done");
      throw new Error("no");
    }),
    commits.add(() => set("last")),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(
    ["first", "half done", "last"].map((name) => store.kept.get(name)),
    ["first", null, "last"],
  );
  store.close();
});
