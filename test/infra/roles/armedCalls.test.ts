import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, list, text } from "../../support/template/json.ts";
import { deployed, ofType } from "../../support/template/template.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, vmId, type World } from "../../support/world/world.ts";
import type { ArmedVms } from "../../../src/api/armedVms.ts";

/** The actions of the roles that a deployment with an armed tag gives the app, apart and in turn. */
function grantedActions(): { readonly captures: readonly string[]; readonly lists: readonly string[] } {
  const roles = ofType(
    deployed({ armedVms: ["tag:ring=on"] }).resources,
    "Microsoft.Authorization/roleDefinitions",
  ).map(({ body }) => list(at(body, "properties", "permissions", 0, "actions")).map(text));
  const lists = roles.find(({ length }) => length === 1) ?? [];
  return { captures: roles.filter((role) => role !== lists).flat(), lists };
}

const verbs: Readonly<Record<string, string>> = { GET: "read", PUT: "write", DELETE: "delete" };

/** The action that Azure asks for, by the rule of its names. */
function actionOf(method: string, path: string): string {
  const [, provider = "", rest = ""] = /.*\/providers\/(Microsoft\.\w+)\/([^?]+)/.exec(path) ?? [];
  const types = rest.split("/").filter((_, index) => index % 2 === 0);
  return `${provider}/${types.join("/")}/${method === "POST" ? "action" : (verbs[method] ?? method)}`;
}

const ringState = async (world: World): Promise<string> =>
  ((await world.app("GET", "/armed")).body as ArmedVms).vms.map(({ state }) => state).join();

/** The calls to Resource Manager while a VM is armed, an alert takes its ring, and the VM is disarmed. */
async function callsOfArming(world: World): Promise<readonly { method: string; path: string }[]> {
  await world.control("PUT", "/vms", [vm("WEB01", { tags: { ring: "on" } })]);
  await world.clock.runUntil(async () => (await ringState(world)) === "running");
  await world.run(await common("WEB01"));
  await world.clock.runUntil(async () => (await ringState(world)) === "running");
  await world.control("PUT", "/vms", [vm("WEB01")]);
  await world.clock.runUntil(async () => (await ringState(world)) === "");
  await world.clock.advance(20 * 60_000);
  return (await world.requests()).filter(({ path }) => path.startsWith("/subscriptions/"));
}

describe("the calls of arming, of an alert that takes a ring, and of disarming", () => {
  it("need no action but those of the app's roles, and use every one that rings are made with", async () => {
    const scope = vmId("WEB01").replace(/\/providers\/.*$/, "");
    const settings = { ARMED_VMS: "tag:ring=on", ALLOWED_SCOPES: scope };
    await inWorld(settings, async (world) => {
      const { captures, lists } = grantedActions();
      const calls = await callsOfArming(world);
      const listing = calls.filter(({ path }) => /\/virtualMachines(?:\?|$)/i.test(path));
      const actions = (of: typeof calls) => [
        ...new Set(of.map(({ method, path }) => actionOf(method, path))),
      ];
      assert.deepEqual(actions(listing), lists);
      const used = actions(calls);
      assert.deepEqual(
        used.filter((action) => !captures.includes(action)),
        [],
      );
      for (const verb of ["read", "write", "delete", "stop/action", "queryStatus/action"])
        assert.ok(used.includes(`Microsoft.Network/networkWatchers/packetCaptures/${verb}`), verb);
    });
  });
});
