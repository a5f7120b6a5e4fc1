import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { startEnvironment } from "../../../local/environment/environment.ts";
import { freePorts } from "../../../local/environment/ports.ts";
import { VirtualClock } from "../../../local/environment/virtualClock.ts";
import { runConformance } from "../../support/runConformance.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import { common } from "../../support/world/world.ts";

const root = new URL("../../../", import.meta.url).pathname;

it("--enable-auth: alerts need the function key, which is in the action group's URL", async () => {
  const directory = await mkdtemp(join(tmpdir(), "capture-on-alert-keys-"));
  const clock = new VirtualClock(Date.now());
  const environment = await startEnvironment({
    clock,
    stateDirectory: null,
    outboxDirectory: directory,
    ports: freePorts,
    appDirectory: root,
    settings: {},
    log: () => undefined,
    enableAuth: true,
    storage: await sharedStorage(),
  });
  const { url, controlUrl, keys } = environment;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(await common("WEB01"));
  const post = (query: string) => fetch(`${url}/api/alerts${query}`, { method: "POST", headers, body });
  assert.equal((await post("")).status, 401);
  assert.equal((await post(`?code=${keys?.functions.alerts ?? ""}`)).status, 202);
  assert.equal((await fetch(`${url}/api/health`)).status, 200);
  const fired = await fetch(`${controlUrl}/alerts`, { method: "POST", headers, body: '{"vm":"WEB02"}' });
  const { attempts } = (await fired.json()) as { attempts: { status: number }[] };
  assert.deepEqual(
    attempts.map(({ status }) => status),
    [202],
  );
  const site = ["--host", url, "--control", controlUrl, "--key", keys?.host ?? ""];
  const [wrongKey] = await runConformance([...site, "--only", "wrongKey"], clock);
  assert.equal(wrongKey?.result, "ok", wrongKey?.remark ?? "");
  await environment.close();
  await rm(directory, { recursive: true });
});

it("npm start: an unknown flag ends it with an error", () => {
  const { status, stderr } = spawnSync(process.execPath, ["local/cli/start.ts", "--enable-auht"], {
    cwd: root,
  });
  assert.equal(status, 2);
  assert.match(stderr.toString(), /^Unknown option '--enable-auht'\.\n/);
});
