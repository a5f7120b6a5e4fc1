import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cliProcess } from "../../support/cli/cliProcess.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";

const folder = mkdtempSync(join(tmpdir(), "captures-command-"));
after(() => {
  rmSync(folder, { recursive: true });
});

describe("npm run captures, against a running app", () => {
  let world: World;
  let ended: string;
  let running: string;
  let second: Awaited<ReturnType<World["fire"]>>;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "60" });
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02"), vm("OFF", { powerState: "deallocated" })]);
    await world.run(await common("OFF"));
    const first = await world.fire(await common("WEB01"));
    await world.outcome(first);
    ended = first.id;
    second = await world.fire(await common("WEB02"));
    await world.reach(second, "capturing");
    running = second.id;
  });
  after(() => world.close());

  const captures = (...args: readonly string[]) =>
    cliProcess("captures", args, {
      PORT: new URL(world.environment.url).port,
      LOCAL_CONTROL_PORT: new URL(world.environment.controlUrl).port,
    });
  const short = (id: string): string => id.slice("alert-".length, "alert-".length + 8);

  it("list: a line for each, newest first, with state, VM, lead, rule and start", async () => {
    const { code, stdout } = await captures("list");
    assert.equal(code, 0);
    const [headings = "", ...lines] = stdout.trimEnd().split("\n");
    assert.match(headings, /^ID +STATE +VM +LEAD +RULE +STARTED$/);
    const form = [
      /^alert-[0-9a-f]{8} {2}running {3}web02 +capturing \d+% +net-out-high +\d{4}-\d\d-\d\d \d\d:\d\dZ$/,
      /^alert-[0-9a-f]{8} {2}captured {2}WEB01 +\d+% of outbound bytes went to .* net-out-high /,
      /^alert-[0-9a-f]{8} {2}failed {4}OFF +OFF is deallocated.* net-out-high /,
    ];
    assert.equal(lines.length, form.length);
    for (const [index, line] of lines.entries()) assert.match(line, form[index] ?? /^$/);
  });

  it("list --json: the app's own document, filtered and bounded", async () => {
    const [all, one] = await Promise.all([
      captures("list", "--json", "--since", "1970-01-01"),
      captures("list", "--json", "--status", "running", "--limit", "1"),
    ]);
    const { body } = await world.app("GET", "/captures?since=1970-01-01");
    assert.deepEqual(JSON.parse(all.stdout), body);
    const { captures: found } = JSON.parse(one.stdout) as { captures: { id: string }[] };
    assert.deepEqual(
      found.map(({ id }) => id),
      [running],
    );
  });

  it("show: one by the beginning of its id, the newest without one", async () => {
    const [one, newest, json] = await Promise.all([
      captures("show", short(ended)),
      captures("show"),
      captures("show", `alert-${short(ended)}`, "--json"),
    ]);
    assert.match(one.stdout, new RegExp(`^${ended} {2}captured\n {2}Alert +net-out-high, Sev2, `));
    assert.match(one.stdout, /^WEB01 {2}captured$/m);
    assert.match(one.stdout, /^ {2}Note: \d+% of outbound bytes went to .*\n {4}ip\.addr == /m);
    assert.match(one.stdout, new RegExp(`^To get the file: npm run captures -- download ${ended}$`, "m"));
    assert.match(newest.stdout, new RegExp(`^${running} {2}running\n`));
    assert.match(newest.stdout, /^web02 {2}capturing \d+%, until /m);
    assert.deepEqual(JSON.parse(json.stdout), (await world.app("GET", `/captures/${ended}`)).body);
  });

  it("evidence: the record, printed, or saved as the app gives it, once", async () => {
    const url = `${world.environment.url}/api/captures/${ended}/evidence`;
    const text = await (await fetch(url)).text();
    const printed = await captures("evidence", short(ended));
    assert.deepEqual([printed.code, JSON.parse(printed.stdout)], [0, JSON.parse(text)]);
    const saved = await captures("evidence", short(ended), "--output", folder);
    const file = join(folder, `evidence-${ended}.json`);
    assert.deepEqual([saved.code, saved.stdout], [0, `${file} (${Buffer.byteLength(text)} bytes)\n`]);
    assert.equal(readFileSync(file, "utf8"), text);
    const again = await captures("evidence", short(ended), "--output", file);
    assert.notEqual(again.code, 0);
    assert.match(again.stderr, /exists already/);
    const early = await captures("evidence", short(running));
    assert.match(early.stderr, /The capture is still running/);
    rmSync(file);
  });

  it("download: the file as it is in storage, and never over another", async () => {
    const [saved, again] = [
      await captures("download", short(ended), "--output", folder, "--json"),
      await captures("download", ended, "--output", folder),
    ];
    const { files } = JSON.parse(saved.stdout) as { files: { vm: string; file: string; sha256: string }[] };
    const [{ vm: name, file, sha256 } = { vm: "", file: "", sha256: "" }] = files;
    const { body } = await world.app("GET", `/captures/${ended}`);
    const { vms } = body as { vms: { fileUrl: string }[] };
    const bytes = await world.environment.readBlob(vms[0]?.fileUrl ?? "");
    assert.equal(name, "WEB01");
    assert.ok(readFileSync(file).equals(bytes));
    assert.equal(sha256, createHash("sha256").update(bytes).digest("hex"));
    assert.deepEqual([again.code, again.stdout], [1, ""]);
    assert.match(again.stderr, /\.cap exists already\.\nChoose another name or a folder with --output\.\n$/);
    assert.equal(readdirSync(folder).length, 1, "no draft is left");
  });

  it("download: where storage is out of reach, the command that gets it, and no link", async () => {
    const { code, stdout, stderr } = await cliProcess("captures", ["download", ended, "--output", folder], {
      PORT: new URL(world.environment.url).port,
      LOCAL_CONTROL_PORT: "1",
    });
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /^https:\/\/127\.0\.0\.1:\d+ cannot be called: .*\.\n.*\n {2}az storage blob download --auth-mode login --blob-url "https:\/\/\S+\.cap" --file "alert-WEB01-[0-9a-f]{16}\.cap"\n$/,
    );
  });

  const refusals = [
    [["download"], 1, /^The capture is still running\.\n/],
    [["show", "alert-"], 1, /^3 captures begin with alert-: alert-[^\n]*\.\nGive more of the id\.\n$/],
    [["show", "0".repeat(32)], 1, /^There is no capture with the id 0+\.\n/],
    [["show", "WEB01"], 2, /^"WEB01" is no id of a capture\.\n/],
    [["stop"], 2, /^stop needs the id of a capture\.\n/],
    [["list", "x"], 2, /^list takes no id\.\n/],
    [["purge"], 2, /^"purge" is none of list, show, stop, download, evidence\.\n/],
    [["show", "--force"], 2, /^--force belongs to stop\.\n/],
    [["list", "--url", "http://example.com", "--key", "k"], 2, /^A key is not sent over plain http\.\n/],
  ] as const;

  it("ends with 1 for a failure, 2 for wrong use, a sentence and a next step on standard error", async () => {
    const results = await Promise.all(refusals.map(([args]) => captures(...args)));
    for (const [index, [args, code, said]] of refusals.entries()) {
      const result = results[index];
      assert.deepEqual([result?.code, result?.stdout], [code, ""], args.join(" "));
      assert.match(result?.stderr ?? "", said);
    }
  });

  it("stop: says what it stops, and what has already ended", async () => {
    const stopped = await captures("stop", short(running));
    assert.equal(stopped.code, 0);
    assert.match(stopped.stdout, new RegExp(`^Stopping the capture of web02 \\(${running}\\)\\.\n`));
    const outcome = await world.outcome(second);
    assert.equal(outcome.captures[0]?.stopReason, "Manual");
    const late = await captures("stop", running, "--force");
    assert.deepEqual([late.code, late.stdout], [1, ""]);
    assert.match(late.stderr, new RegExp(`^${running} has already ended\\.\n`));
  });
});

describe("npm run captures, against an app that asks for a key", () => {
  let world: World;
  before(async () => {
    world = await World.start({}, { enableAuth: true });
  });
  after(() => world.close());

  it("sends the one in CAPTURE_APP_KEY, and prints none", async () => {
    const PORT = new URL(world.environment.url).port;
    const key = world.environment.keys?.host ?? "";
    const [right, none, wrong] = await Promise.all([
      cliProcess("captures", ["list"], { PORT, CAPTURE_APP_KEY: key }),
      cliProcess("captures", ["list"], { PORT }),
      cliProcess("captures", ["list", "--key", "not-it"], { PORT, CAPTURE_APP_KEY: key }),
    ]);
    assert.deepEqual([right.code, right.stdout], [0, "There are none. Older ones: --since 30d\n"]);
    assert.equal(none.code, 1);
    assert.match(
      none.stderr,
      /^The app asks for a function key\.\nGive one with CAPTURE_APP_KEY or --key\.\n$/,
    );
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^The app does not accept this key \(HTTP 401\)\.\n/);
    for (const { stdout, stderr } of [right, none, wrong])
      assert.doesNotMatch(stdout + stderr, new RegExp(`${key}|not-it`));
  });
});
