import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AnonymousCredential, BlockBlobClient, ContainerClient } from "@azure/storage-blob";
import { asksForKey, FaultyStorage } from "../../support/world/faultyStorage.ts";
import { common, vmId, World } from "../../support/world/world.ts";
import type { FileLink } from "../../../src/api/fileLink.ts";
import type { Problem } from "../../../src/api/problem.ts";
import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";

const json = { Accept: "application/json" };

describe("GET /api/captures/{id}/file", () => {
  let world: World;
  let storage: FaultyStorage;
  let id = "";
  let outcome: AlertOutcome;
  let several = "";
  const lines: string[] = [];
  before(async () => {
    storage = await FaultyStorage.start();
    const log = ({ message }: { message: string }) => void lines.push(message);
    world = await World.start({}, { log, storage: storage.storage });
    const instance = await world.fire(await common("WEB01"));
    outcome = await world.outcome(instance);
    const two = await world.fire(await common("WEB01", "WEB02", "NONE01"));
    await world.outcome(two);
    [id, several] = [instance.id, two.id];
    storage.heal();
  });
  after(async () => {
    await world.close();
    await storage.close();
  });

  const get = (of: string, query = "", headers: Record<string, string> = {}) =>
    fetch(`${world.environment.url}/api/captures/${of}/file${query}`, { headers, redirect: "manual" });
  const link = async (of = id, query = ""): Promise<FileLink> => {
    const response = await get(of, query, json);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as FileLink;
  };
  const refusal = async (of: string, query = ""): Promise<Problem> => {
    const response = await get(of, query, json);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    return (await response.json()) as Problem;
  };
  const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const fileUrl = () => outcome.captures[0]?.fileUrl ?? "";

  it("redirects to a link whose bytes are those of the file, or answers with the link", async () => {
    const response = await get(id);
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const { url } = await link();
    const whole = await world.environment.readBlob(fileUrl());
    assert.equal(whole.length, outcome.captures[0]?.bytes);
    for (const one of [response.headers.get("location") ?? "", url])
      assert.ok((await bytesOf(one)).equals(whole));
  });

  it("names the file after the capture, as a capture file to be saved", async () => {
    const { headers } = await fetch((await link()).url, { method: "HEAD" });
    const name = `${outcome.captures[0]?.captureName ?? ""}.cap`;
    assert.equal(headers.get("content-disposition"), `attachment; filename="${name}"`);
    assert.equal(headers.get("content-type"), "application/vnd.tcpdump.pcap");
  });

  it("links for five minutes, over HTTPS, to read this one file", async () => {
    const before = Date.now();
    const { url, expiresAt } = await link();
    const { origin, pathname, searchParams: query } = new URL(url);
    assert.equal(`${origin}${pathname}`, fileUrl());
    assert.deepEqual(
      ["sp", "sr", "spr"].map((name) => query.get(name)),
      ["r", "b", "https"],
    );
    assert.equal(Date.parse(query.get("se") ?? ""), Date.parse(expiresAt));
    const lasts = Date.parse(expiresAt) - before;
    assert.ok(lasts > 290_000 && lasts <= 301_000, `${lasts} ms`);
    assert.ok(Date.parse(query.get("ske") ?? "") >= Date.parse(expiresAt), "its key outlives it");
    assert.ok(query.has("skoid"), "it is signed for the app's identity, not with the account's key");
  });

  it("opens no other file, lists nothing and writes nothing", async () => {
    const { url } = await link();
    const { search } = new URL(url);
    const other = (await link(several, "?vm=WEB02")).url.replace(/\?.*/, "");
    assert.equal((await fetch(other + search)).status, 403);
    const anonymous = new AnonymousCredential();
    const container = fileUrl().replace(/(network-watcher-logs)\/.*/, "$1");
    const denied = { statusCode: 403 };
    await assert.rejects(new ContainerClient(container + search, anonymous).listBlobsFlat().next(), denied);
    const blob = new BlockBlobClient(url, anonymous);
    await assert.rejects(blob.upload("x", 1), denied);
    await assert.rejects(blob.delete(), denied);
    await assert.rejects(blob.setMetadata({ a: "b" }), denied);
  });

  it("asks for one key in minutes, whatever the number of links, and always for one that outlives them", async (t) => {
    const keys = () => storage.requests.filter(asksForKey).length;
    await link();
    await link(several, "?vm=WEB02");
    assert.equal(keys(), 1);
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 11 * 60_000 });
    const { url, expiresAt } = await link();
    assert.equal(keys(), 2);
    assert.ok(Date.parse(new URL(url).searchParams.get("ske") ?? "") >= Date.parse(expiresAt));
  });

  it("needs the VM where several have files, by its name or id in any casing", async () => {
    const wanted = await get(several, "", json);
    assert.equal(wanted.status, 400);
    const { parameter, detail } = (await wanted.json()) as Problem;
    assert.equal(parameter, "vm");
    assert.match(detail, /files of several VMs: WEB01, WEB02\./);
    const [first, second] = await Promise.all([link(several, "?vm=web01"), link(several, "?VM=WEB02")]);
    assert.notEqual(first.url.replace(/\?.*/, ""), second.url.replace(/\?.*/, ""));
    const byId = await link(several, `?vm=${encodeURIComponent(vmId("web02").toLowerCase())}`);
    assert.equal(byId.url.replace(/\?.*/, ""), second.url.replace(/\?.*/, ""));
  });

  it("answers 404 to an unknown capture, an unknown VM, and a VM that was not captured", async () => {
    const problems = [
      await refusal(`alert-${"0".repeat(32)}`),
      await refusal(several, "?vm=WEB09"),
      await refusal(several, "?vm=NONE01"),
    ];
    assert.deepEqual(
      problems.map(({ status, detail }) => [status, detail]),
      [
        [404, "There is no capture with this id."],
        [404, "The capture has no VM with this id or name. It has: WEB01, WEB02, none01."],
        [404, "The capture left no file in storage (vm-not-found)."],
      ],
    );
  });

  it("logs each link with who asked for it, and no signature anywhere", async () => {
    const { url, expiresAt } = await link();
    const events = lines
      .filter((line) => line.includes('"capture.linkIssued"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { event, instanceId, ...rest } = events.at(-1) ?? {};
    assert.deepEqual([event, instanceId], ["capture.linkIssued", id]);
    const occurrence = id.replace("alert-", "");
    const vm = outcome.captures[0]?.vmId;
    assert.deepEqual(rest, { occurrence, vmId: vm, expiresAt, principalId: null });
    const signature = new URL(url).searchParams.get("sig") ?? "no signature";
    for (const secret of [signature, encodeURIComponent(signature), "sig=", "skoid"])
      assert.ok(!lines.some((line) => line.includes(secret)));
  });
});
