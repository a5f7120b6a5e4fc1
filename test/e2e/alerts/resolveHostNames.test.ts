import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { freshOccurrence } from "../../../local/cli/freshOccurrence.ts";
import { logV2 } from "../../support/alerts/logAlerts.ts";
import { everyNth } from "../../support/depth.ts";
import { call } from "../../support/world/calls.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, group, sample, vm, vmId, World } from "../../support/world/world.ts";
import type { CaptureView } from "../../../src/api/captureView.ts";

const elsewhere = "7a2e7bc1-5a1f-4b7f-8d66-1e7b3f7a8c22";
const subscription = group.split("/").slice(0, 3).join("/");
const inGroup = (name: string, resourceGroup: string, id = subscription): string =>
  `${id}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** A fresh log alert that knows nothing but these computers' names. */
const naming = (...names: readonly string[]): unknown =>
  freshOccurrence(
    logV2(...names.map((name) => ({ dimensions: { Computer: name } }))),
    randomUUID(),
    new Date().toISOString(),
  );

const isList = ({ path }: { readonly path: string }): boolean => /\/virtualMachines\?/i.test(path);

describe("RESOLVE_HOST_NAMES=true", () => {
  const lines: string[] = [];
  let world: World;
  before(async () => {
    const scopes = `${group},/subscriptions/${elsewhere}`;
    const settings = { RESOLVE_HOST_NAMES: "true", ALLOWED_SCOPES: scopes, CAPTURE_ANALYZE_MAX_BYTES: "0" };
    world = await World.start(settings, { log: ({ message }) => lines.push(message) });
  });
  beforeEach(async () => {
    await world.control("PUT", "/vms", [
      vm("WEB01", { osType: "Windows" }),
      vm("WEB02"),
      vm("avd-host-7", { computerName: "DESKTOP-7" }),
      { ...vm("DB01"), id: inGroup("DB01", "Data-RG", `/subscriptions/${elsewhere}`) },
      { ...vm("TWIN"), id: inGroup("TWIN", "Twin-RG", `/subscriptions/${elsewhere}`) },
      vm("twin"),
      { ...vm("OUTSIDE"), id: inGroup("OUTSIDE", "Other-RG") },
    ]);
  });
  afterEach(async () => {
    await world.control("PUT", "/faults", []);
    // The list of VMs is forgotten.
    await world.clock.advance(600_000);
  });
  after(async () => {
    await world.close();
    for (const name of ["RESOLVE_HOST_NAMES", "ALLOWED_SCOPES", "CAPTURE_ANALYZE_MAX_BYTES"])
      process.env[name] = "";
  });

  it("captures the VM that an alert of Azure Virtual Desktop names by its FQDN", async () => {
    const { capture, emails } = await world.run(await sample("b13-common-logv2-avd-computer-only"));
    assert.deepEqual([capture.outcome, capture.vmId], ["captured", vmId("WEB01")], capture.hint ?? "");
    assert.equal(emails.length, 1);
    assert.ok(lines.some((line) => line.includes('"event":"host.resolved"') && line.includes(vmId("WEB01"))));
  });

  for (const [name, id] of everyNth(3, [
    ["db01", inGroup("DB01", "Data-RG", `/subscriptions/${elsewhere}`)],
    ["desktop-7", vmId("avd-host-7")],
    ["web02.corp.example.com", vmId("WEB02")],
  ] as const))
    it(`captures the one VM that is ${name}`, async () => {
      const { outcome } = await world.run(naming(name));
      assert.deepEqual(
        outcome.captures.map((capture) => [capture.outcome, capture.vmId]),
        [["captured", id]],
      );
    });

  for (const [what, name, hint] of [
    ["none has the name", "GHOST.corp", /No VM in ALLOWED_SCOPES .*"ghost\.corp" or "ghost"/],
    ["two have it", "Twin", /2 VMs in ALLOWED_SCOPES are named "twin"/],
    ["only a VM outside the scopes has it", "OUTSIDE", /No VM in ALLOWED_SCOPES/],
    ["it is an instance of a uniform scale set, which is no VM", "webss000001", /No VM in ALLOWED_SCOPES/],
  ] as const)
    it(`skips the capture, and reports it, when ${what}`, async () => {
      const { outcome, capture, emails } = await world.run(naming(name));
      assert.deepEqual(
        [outcome.captures.length, capture.outcome, capture.code, capture.vmId, capture.vmName],
        [1, "skipped", "host-name-only", name, name],
      );
      assert.match(capture.hint ?? "", hint);
      assert.equal(emails.length, 1);
      assert.match(emails[0]?.subject ?? "", new RegExp(`^${name}: capture skipped, VM not identified`));
    });

  it("captures each of several computers once, and reports the others in the same email", async () => {
    const body = naming("WEB01", "GHOST", "web01.corp.example.com", "desktop-7");
    const { status, reply } = await call(world, "alerts", body);
    assert.equal(status, 202);
    const show = async () => (await world.app("GET", `/captures/${reply.id}`)).body as CaptureView;
    assert.deepEqual((await show()).vms.map((shown) => shown.vmId).slice(0, 2), ["WEB01", "GHOST"]);
    await world.reach(reply, "capturing");
    await world.clock.runUntil(async () => (await show()).vms.every(({ phase }) => phase === "capturing"));
    assert.deepEqual(
      (await show()).vms.map((shown) => shown.vmId),
      [vmId("WEB01"), vmId("avd-host-7")],
    );
    assert.equal((await world.app("POST", `/captures/${reply.id}/stop`)).status, 202);
    const { captures } = await world.outcome(reply);
    assert.deepEqual(
      captures.map(({ vmId: id, outcome, stopReason }) => [id, outcome, stopReason]),
      [
        [vmId("WEB01"), "captured", "Manual"],
        [vmId("avd-host-7"), "captured", "Manual"],
        ["GHOST", "skipped", null],
      ],
    );
    assert.match((await world.emails()).at(-1)?.subject ?? "", /2 captured, 1 skipped/);
    assert.deepEqual(
      (await show()).vms.map((shown) => shown.vmId),
      captures.map((capture) => capture.vmId),
    );
  });

  it("is asked of Azure by the orchestration and never by the webhook", async () => {
    await world.control("DELETE", "/requests");
    const body = naming("WEB02");
    const planned = await call(world, "alerts", body, { query: "?whatIf=true" });
    assert.equal(planned.status, 200);
    assert.deepEqual(planned.reply.targets, [
      { hostName: "WEB02", vmId: null, vmName: null, captureName: null, armed: null },
    ]);
    const { status, reply } = await call(world, "alerts", body);
    assert.equal(status, 202);
    assert.equal(reply.id, planned.reply.id);
    assert.match(reply.detail, /computer WEB02\. .* looked up in ALLOWED_SCOPES/);
    assert.deepEqual(await world.requests(), []);
    assert.equal((await call(world, "alerts", body)).reply.outcome, "duplicate");
    await world.outcome(reply);
  });

  it("lists the VMs of a scope once in five minutes, page by page", async () => {
    const many = Array.from({ length: 60 }, (_, index) => vm(`M${index}`));
    await world.control("PUT", "/vms", [
      ...many,
      { ...vm("DB01"), id: inGroup("DB01", "Data-RG", `/subscriptions/${elsewhere}`) },
    ]);
    await world.control("DELETE", "/requests");
    const listings = async () => (await world.requests()).filter(isList).length;
    await world.run(naming("m59"));
    assert.equal(await listings(), 3);
    await world.run(naming("ghost"));
    assert.equal(await listings(), 3);
    await world.clock.advance(300_000);
    const { capture } = await world.run(naming("m59"));
    assert.equal(await listings(), 6);
    assert.equal(capture.vmId, vmId("M59"));
  });

  it("retries a list that Azure fails for a while", async () => {
    await world.control("PUT", "/faults", [
      { path: "/virtualMachines\\?", status: 429, headers: { "Retry-After": "7" }, times: 3 },
      { path: "/virtualMachines\\?", status: "reset", times: 1 },
    ]);
    const began = world.clock.now();
    assert.equal((await world.run(naming("WEB01"))).capture.outcome, "captured");
    assert.ok(world.clock.now() - began < 120_000, "a fault is not kept");
  });

  it("refuses when a scope denies the list: another VM there could have the name", async () => {
    await world.control("PUT", "/faults", [
      { path: `/subscriptions/${elsewhere}/providers/Microsoft.Compute/virtualMachines\\?`, status: 403 },
    ]);
    const { capture, emails } = await world.run(naming("WEB01"));
    assert.deepEqual([capture.outcome, capture.code, capture.vmId], ["failed", "access-denied", "WEB01"]);
    assert.match(
      capture.hint ?? "",
      new RegExp(`List the virtual machines of /subscriptions/${elsewhere}: 403.*Grant`),
    );
    assert.equal(emails.length, 1);
  });

  it("finds no VM in a scope that no longer exists, and those in the others", async () => {
    await world.control("PUT", "/vms", [vm("WEB01")]);
    assert.equal((await world.run(naming("WEB01"))).capture.outcome, "captured");
  });

  it("follows a list only at Azure, with its token", async () => {
    const stranger = `${world.environment.azure.azureUrl.replace("127.0.0.1", "localhost")}/stranger?api-version=1`;
    await world.control("PUT", "/faults", [
      { path: "/virtualMachines\\?", status: 200, body: { value: [], nextLink: stranger }, times: 1 },
    ]);
    await world.control("DELETE", "/requests");
    assert.equal((await world.run(naming("WEB01"))).capture.outcome, "captured");
    const paths = (await world.requests()).map(({ path }) => path);
    assert.ok(!paths.some((path) => path.startsWith("/stranger")), paths.join("\n"));
  });

  it("takes no step for an alert that names a VM", async () => {
    await world.control("DELETE", "/requests");
    const instance = await world.fire(await common("WEB01"));
    await world.outcome(instance);
    assert.deepEqual((await world.requests()).filter(isList), []);
    assert.ok(!JSON.stringify(world.environment.historyOf(instance.id)).includes("resolveHostNames"));
  });
});

describe("RESOLVE_HOST_NAMES=false", () => {
  it("ignores an alert that knows only a computer's name, and looks nothing up", () =>
    inWorld({}, async (world) => {
      const { status, reply } = await call(world, "alerts", naming("WEB01"));
      assert.deepEqual([status, reply.outcome, reply.reason], [200, "ignored", "host-name-only"]);
      assert.match(reply.detail, /RESOLVE_HOST_NAMES/);
      const byHand = await world.startByHand("", { vmIds: [], hostNames: ["WEB01"] });
      const [capture] = (await world.outcome(byHand)).captures;
      assert.deepEqual([capture?.outcome, capture?.code], ["skipped", "host-name-only"]);
      assert.deepEqual((await world.requests()).filter(isList), []);
    }));
});
