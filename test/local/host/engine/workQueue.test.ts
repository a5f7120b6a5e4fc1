import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { Gate } from "../../../../local/host/engine/gate.ts";
import { WorkQueue, type Work } from "../../../../local/host/engine/workQueue.ts";

function queueOf(work: Work<string>, limit = 2) {
  const clock = new VirtualClock(0);
  const gate = new Gate();
  const log: string[] = [];
  const options = { name: "Work", limit: () => limit, clock, gate, work };
  const queue = new WorkQueue<string>({ ...options, log: ({ message }) => void log.push(message) });
  return { clock, gate, queue, log };
}

describe("a work queue", () => {
  it("runs a key once at a time, and again when it was added meanwhile", async () => {
    const doors: (() => void)[] = [];
    const { clock, queue } = queueOf(async () => {
      await new Promise<void>((resolve) => doors.push(resolve));
      return null;
    });
    const turns = async () => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    for (const key of ["a", "a", "a"]) queue.add(key);
    await turns();
    assert.equal(doors.length, 1);
    doors.pop()?.();
    await turns();
    assert.equal(doors.length, 1);
    doors.pop()?.();
    await clock.settle();
    assert.equal(doors.length, 0);
  });

  it("keeps to its limit", async () => {
    let running = 0;
    let most = 0;
    const { clock, queue } = queueOf(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return null;
    }, 3);
    for (let key = 0; key < 20; key += 1) queue.add(String(key));
    await clock.settle();
    assert.equal(most, 3);
  });

  it("starts and writes nothing and does not hold the clock while the gate is shut", async () => {
    const done: string[] = [];
    const { clock, gate, queue } = queueOf((key) => {
      if (key === "shuts") gate.set(false);
      return Promise.resolve(() => {
        done.push(key);
        return Promise.resolve();
      });
    }, 1);
    queue.add("shuts");
    queue.add("waits");
    await clock.advance(60_000);
    assert.deepEqual(done, []);
    gate.set(true);
    await clock.settle();
    assert.deepEqual(done, ["shuts", "waits"]);
  });

  it("repeats work that failed because of the host itself", async () => {
    let attempts = 0;
    const { clock, queue, log } = queueOf(() => {
      attempts += 1;
      return attempts < 3 ? Promise.reject(new Error("disk full")) : Promise.resolve(null);
    });
    queue.add("a");
    await clock.advance(60_000);
    assert.equal(attempts, 3);
    assert.deepEqual(log, ["Work a: disk full", "Work a: disk full"]);
  });
});
