import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { realClock } from "../../../local/environment/clock.ts";
import { startEnvironment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { takeStateFolder } from "../../../local/environment/takeStateFolder.ts";

describe("a state folder", () => {
  const root = mkdtempSync(join(tmpdir(), "state-folder-"));
  after(() => {
    rmSync(root, { recursive: true });
  });

  it("in use is refused to a second environment, which changes nothing", async () => {
    const directory = join(root, "used");
    const release = takeStateFolder(directory);
    const second = startEnvironment({
      clock: realClock,
      stateDirectory: directory,
      outboxDirectory: join(directory, "outbox"),
      ports: freePorts,
      appDirectory: "nowhere",
      settings: {},
      log: () => undefined,
    });
    await assert.rejects(second, /Another environment is using the state folder .*used.*LOCAL_STATE_DIR/);
    assert.deepEqual(readdirSync(directory), ["lock"]);
    await release();
    await takeStateFolder(directory)();
  });

  it("is free again after the process that used it was killed", async () => {
    const directory = join(root, "killed");
    const module = JSON.stringify(
      new URL("../../../local/environment/takeStateFolder.ts", import.meta.url).href,
    );
    const code = `import { takeStateFolder } from ${module};
      takeStateFolder(${JSON.stringify(directory)}); console.log("taken"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    assert.throws(() => takeStateFolder(directory), /Another environment/);
    child.kill("SIGKILL");
    await once(child, "exit");
    await takeStateFolder(directory)();
  });
});
