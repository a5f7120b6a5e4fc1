import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cliProcess } from "../../support/cli/cliProcess.ts";
import { common, World } from "../../support/world/world.ts";
import type { FileLink } from "../../../src/api/fileLink.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

describe("the local environment, for a browser that does not trust blob storage's certificate", () => {
  let world: World;
  let id = "";
  let outcome: AlertOutcome;
  before(async () => {
    world = await World.start({}, { clearDownloads: true });
    const instance = await world.fire(await common("WEB01"));
    outcome = await world.outcome(instance);
    id = instance.id;
  });
  after(() => world.close());

  const get = (headers: Record<string, string> = {}) =>
    fetch(`${world.environment.url}/api/captures/${id}/file`, { headers, redirect: "manual" });
  const linked = async (): Promise<string> =>
    ((await (await get({ Accept: "application/json" })).json()) as FileLink).url;
  const place = () => `${world.environment.controlUrl}/blobs/captureonalert/network-watcher-logs/`;

  it("leads links through the control API, over plain HTTP, to the same bytes", async () => {
    const whole = await world.environment.readBlob(outcome.captures[0]?.fileUrl ?? "");
    for (const url of [(await get()).headers.get("location") ?? "", await linked()]) {
      assert.ok(url.startsWith(place()), url);
      const response = await fetch(url);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "application/vnd.tcpdump.pcap");
      assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename="alert-WEB01-/);
      assert.equal(response.headers.get("content-length"), String(whole.length));
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(whole));
    }
  });

  it("passes ranges and questions for the headers on", async () => {
    const url = await linked();
    const part = await fetch(url, { headers: { Range: "bytes=0-3" } });
    assert.deepEqual([part.status, (await part.bytes()).length], [206, 4]);
    const head = await fetch(url, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
  });

  it("lets `npm run captures -- download` save the file by the app's link alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "clear-downloads-"));
    const { code, stdout, stderr } = await cliProcess("captures", ["download", id, "--output", folder], {
      PORT: new URL(world.environment.url).port,
      LOCAL_CONTROL_PORT: "1",
    });
    assert.deepEqual([code, stderr], [0, ""]);
    const [name = ""] = readdirSync(folder);
    assert.ok(stdout.startsWith(`WEB01: ${join(folder, name)} (`), stdout);
    const whole = await world.environment.readBlob(outcome.captures[0]?.fileUrl ?? "");
    assert.ok(readFileSync(join(folder, name)).equals(whole));
    rmSync(folder, { recursive: true });
  });

  it("leaves the address of the file in other answers as it is", async () => {
    const view = JSON.stringify((await world.app("GET", `/captures/${id}`)).body);
    assert.ok(view.includes(outcome.captures[0]?.fileUrl ?? "no file"));
    assert.ok(!view.includes("/blobs/"));
  });

  it("gives nothing without a signature or with a wrong one, and takes nothing", async () => {
    const url = await linked();
    const wrong = url.replace(/sig=[^&]*/, "sig=AAAA");
    const others = [url.replace(/\?.*/, ""), url.replace("/captureonalert/", "/captureonalerthost/")];
    const statuses = [await fetch(wrong), ...(await Promise.all(others.map((one) => fetch(one))))];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [403, 404, 404],
    );
    assert.equal((await fetch(url, { method: "PUT", body: "x" })).status, 405);
  });
});
