import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { FileQueue } from "../../../scripts/testRun/fileQueue.ts";

const nothing = { alone: [], files: [], afterwards: [], lanes: 1, lastLanes: 1 };

describe("FileQueue", () => {
  let scratch: string;
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "file-queue-test-"));
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  function queues(name: string, content: Parameters<typeof FileQueue.create>[1]): readonly FileQueue[] {
    const directory = join(scratch, name);
    FileQueue.create(directory, content);
    return Array.from({ length: content.lanes }, () => FileQueue.open(directory));
  }

  it("gives every file to one lane only, and a file that runs alone to a lane of its own", () => {
    const content = { alone: ["alone"], files: ["a", "b", "c", "d"], afterwards: [], lanes: 3, lastLanes: 3 };
    const lanes = queues("shared", content).map((queue) => queue.files(queue.enter()));
    const taken: (string | null)[][] = [[], [], []];
    for (let turn = 0; turn < 2; turn += 1)
      for (const [lane, files] of lanes.entries()) {
        const next = files.next();
        taken[lane]?.push(next.done === true ? null : next.value);
      }
    assert.deepEqual(taken, [
      ["alone", null],
      ["a", "c"],
      ["b", "d"],
    ]);
  });

  it("gives what runs afterwards to the lane that leaves last", () => {
    const [one, other] = queues("left", { ...nothing, afterwards: ["check"], lanes: 2 });
    assert.deepEqual([one?.enter(), other?.enter()], [0, 1]);
    assert.deepEqual(other?.leave(1), []);
    assert.deepEqual(one?.leave(0), ["check"]);
  });

  it("lets all lanes but the last few leave files to a successor", () => {
    const [queue] = queues("successors", { ...nothing, lanes: 4, lastLanes: 2 });
    assert.deepEqual(
      [0, 1, 2, 3].map((lane) => queue?.hasSuccessor(lane)),
      [true, true, false, false],
    );
  });

  it("counts under a name for all lanes", () => {
    const [one, other] = queues("numbers", { ...nothing, lanes: 2 });
    assert.deepEqual([one?.next("a"), other?.next("a"), one?.next("b"), one?.next("a")], [0, 1, 0, 2]);
  });
});
