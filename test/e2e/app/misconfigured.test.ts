import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { realClock } from "../../../local/environment/clock.ts";
import { startHost, type Host } from "../../../local/host/host.ts";
import { runConformance } from "../../support/runConformance.ts";

const wrong = {
  NOTIFY_EMAIL_TO: "",
  CAPTURE_TIME_LIMIT_SECONDS: "x",
  CAPTURE_STORAGE_ACCOUNT_ID: "",
  EMAIL_SENDER: "",
};

describe("the function app with wrong settings", () => {
  let host: Host;
  before(async () => {
    Object.assign(process.env, wrong);
    const appDirectory = new URL("../../../", import.meta.url).pathname;
    host = await startHost({
      appDirectory,
      port: 0,
      stateFile: ":memory:",
      clock: realClock,
      log: () => undefined,
    });
  });
  after(() => host.close());

  for (const [method, route] of [
    ["POST", "alerts"],
    ["POST", "captures"],
    ["POST", "test-email"],
    ["POST", "test-notification"],
    ["GET", "health"],
  ] as const)
    it(`answers 503 with a list of them on ${method} /api/${route}`, async () => {
      const response = await fetch(`${host.url}/api/${route}`, { method });
      assert.equal(response.status, 503);
      assert.ok(Number(response.headers.get("retry-after")) > 0);
      const { detail } = (await response.json()) as { detail: string };
      for (const name of [...Object.keys(wrong), "EMAIL_ENDPOINT"]) assert.ok(detail.includes(name), name);
    });

  it("passes npm run conformance for these settings, and no other", async () => {
    const run = (names: string) => runConformance(["--host", host.url, "--expect-wrong-settings", names]);
    const counted = Map.groupBy(await run(Object.keys(wrong).join(",")), ({ result }) => result);
    assert.deepEqual(
      counted.get("ok")?.map(({ name }) => name),
      ["wrongSettings"],
    );
    assert.equal(counted.get("failed"), undefined);
    const failed = (await run("POLL_MIN_SECONDS")).find(({ result }) => result === "failed");
    assert.equal(failed?.remark, "GET /api/health does not name POLL_MIN_SECONDS");
  });
});

it("npm start with wrong settings lists them and exits with an error", () => {
  const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-wrong-"));
  const env = { ...process.env, NOTIFY_EMAIL_TO: "", CAPTURE_TIME_LIMIT_SECONDS: "x", PORT: "0" };
  const ports = { LOCAL_AZURE_PORT: "0", LOCAL_CONTROL_PORT: "0", LOCAL_BLOB_PORT: "0" };
  const { status, stderr } = spawnSync(process.execPath, ["local/cli/start.ts"], {
    env: { ...env, ...ports, LOCAL_STATE_DIR: directory },
    encoding: "utf8",
  });
  rmSync(directory, { recursive: true });
  assert.notEqual(status, 0);
  assert.match(stderr, /NOTIFY_EMAIL_TO is missing/);
  assert.match(stderr, /CAPTURE_TIME_LIMIT_SECONDS must be a whole number/);
});
