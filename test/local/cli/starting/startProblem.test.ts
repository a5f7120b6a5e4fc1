import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { startProblem } from "../../../../local/cli/starting/startProblem.ts";
import { takeDemoFolder } from "../../../../local/cli/starting/takeDemoFolder.ts";
import { cliProcess } from "../../../support/cli/cliProcess.ts";

const folder = mkdtempSync(join(tmpdir(), "start-problem-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const told = (error: unknown, env: Record<string, string> = {}) => {
  const problem = startProblem(error, { stateDirectory: "S", env }) as Error & { nextStep?: string };
  return [problem.message, problem.nextStep];
};
const coded = (message: string, facts: Record<string, unknown>) => Object.assign(new Error(message), facts);

describe("why an environment does not start", () => {
  for (const [port, variable] of [
    ["8071", "PORT"],
    ["7443", "LOCAL_AZURE_PORT"],
    ["7072", "LOCAL_CONTROL_PORT"],
    ["10000", "LOCAL_BLOB_PORT"],
  ] as const)
    it(`port ${port} is taken: ${variable}`, () => {
      const error = new Error(`listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
      assert.deepEqual(told(error, { PORT: "8071" }), [
        `Port ${port} is already in use.`,
        `Stop what uses it, or choose another port with ${variable}: ${variable}=0 takes a free one.`,
      ]);
    });

  for (const [error, sentence] of [
    [coded("x", { code: "EROFS", path: "S/blobs" }), "S/blobs is on a read-only file system."],
    [coded("x", { code: "EACCES", path: "S" }), "S may not be read or written by this user."],
    [coded("x", { code: "ENOSPC" }), "There is no space left on the disk for S."],
    [coded("database or disk is full", { errcode: 13 }), "There is no space left on the disk for S."],
    [coded("attempt to write", { errcode: 8 + (1 << 8) }), "S is on a read-only file system."],
  ] as const)
    it(`the state folder: ${sentence}`, () => {
      assert.deepEqual(told(error), [sentence, "Choose another folder with LOCAL_STATE_DIR."]);
    });

  it("anything else stays as it is", () => {
    const error = new Error("The app registers no functions.");
    assert.equal(startProblem(error, { stateDirectory: "S", env: {} }), error);
  });
});

describe("npm start and npm run demo, in a process of their own", () => {
  it("tell a taken port, and a state folder that is a file, in a sentence with the variable", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const file = join(folder, "file");
    writeFileSync(file, "");
    const ports = {
      PORT: "0",
      LOCAL_AZURE_PORT: "0",
      LOCAL_CONTROL_PORT: "0",
      LOCAL_BLOB_PORT: String(port),
    };
    const [start, demo] = await Promise.all([
      cliProcess("start", ["--json"], { ...ports, LOCAL_STATE_DIR: join(folder, "start") }),
      cliProcess("demo", [], { LOCAL_STATE_DIR: file }),
    ]);
    taken.close();
    assert.deepEqual([start.code, start.stdout], [1, ""]);
    assert.match(
      start.stderr,
      new RegExp(`^Port ${port} is already in use\\.\n.* LOCAL_BLOB_PORT=0 takes a free one\\.\n$`),
    );
    assert.deepEqual([demo.code, demo.stdout], [1, ""]);
    assert.match(demo.stderr, /file.*\.\nChoose another folder with LOCAL_STATE_DIR\.\n$/);
  });
});

describe("the folder of a demo", () => {
  it("is demo, and another one while demos are running", async () => {
    const state = join(folder, "state");
    const [one, two] = [takeDemoFolder(state), takeDemoFolder(state)];
    assert.deepEqual([one.directory, two.directory], [join(state, "demo"), join(state, "demo-2")]);
    writeFileSync(join(one.directory, "old.cap"), "");
    await one.release();
    const next = takeDemoFolder(state);
    assert.equal(next.directory, one.directory);
    assert.throws(
      () => {
        rmSync(join(next.directory, "old.cap"));
      },
      /ENOENT/,
      "it is emptied",
    );
    await next.release();
    await two.release();
  });

  it("is refused to the tenth at once", async () => {
    const state = join(folder, "many");
    const taken = Array.from({ length: 9 }, () => takeDemoFolder(state));
    assert.throws(() => takeDemoFolder(state), /9 demos are running in .*many/);
    for (const { release } of taken) await release();
  });
});
