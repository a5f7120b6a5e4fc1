import assert from "node:assert/strict";
import { it } from "node:test";
import { vmProviders } from "../../infra/hooks/providers.js";
import { deployedEnvironment, runHook } from "../support/azd/runHook.ts";
import { keyAnswers, readySubscription } from "../support/azd/simulatedArm.ts";
import { elsewhere, here, vms } from "../support/template/template.ts";

const connected = { ...deployedEnvironment, CONNECT_ALERTS: "true" };

it("the hooks say how to sign in when azd has not signed in", async () => {
  const { status, stderr } = await runHook("preprovision", readySubscription(), { SIGNED_IN: "no" });
  assert.equal(status, 1);
  assert.match(stderr, /^azd auth token .*: ERROR: not logged in, run azd auth login\n$/);
});

it("a provision without the Durable Task Scheduler needs neither its provider nor its regions", async () => {
  const state = { ...readySubscription(), schedulerRegions: ["Sweden Central"], mayRegister: false };
  state.registration["Microsoft.DurableTask"] = "NotRegistered";
  const { status } = await runHook("preprovision", state, { DURABLE_BACKEND: "azureStorage" });
  assert.equal(status, 0);
});

it("a provision looks at the providers in the subscriptions of the VMs, at each once", async () => {
  const { requests } = await runHook("preprovision", readySubscription(), {
    VM_IDS: JSON.stringify([vms.web01, vms.web02, vms.db01]),
  });
  const asked = (part: string) => requests.filter((one) => one.includes(part)).length;
  for (const name of Object.keys(vmProviders))
    for (const id of [here, elsewhere])
      assert.equal(asked(`/subscriptions/${id}/providers/${name}?`), 1, `${id} ${name}`);
  assert.equal(asked(`/${elsewhere}/providers/Microsoft.Web`), 0);
});

it("a provision goes on where no region can be wrong: the app is there, or azd is still to ask", async () => {
  const there = { ...deployedEnvironment, AZURE_LOCATION: "ukwest" };
  for (const environment of [there, { AZURE_LOCATION: "" }, { AZURE_LOCATION: "West Europe" }]) {
    const { status } = await runHook("preprovision", readySubscription(), environment);
    assert.equal(status, 0, environment.AZURE_LOCATION);
  }
});

it("a provision names the variable when the list of VMs is no list", async () => {
  const { status, stderr } = await runHook("preprovision", readySubscription(), {
    VM_IDS: "/subscriptions/x",
  });
  assert.equal(status, 1);
  assert.match(stderr, /^VM_IDS is not a JSON list of ids/);
});

it("a provision ends when the user may not read the key that the alerts need", async () => {
  const state = { ...readySubscription(), keys: [keyAnswers.forbidden] };
  const { status, stderr, set } = await runHook("preprovision", state, connected);
  assert.deepEqual({ status, set }, { status: 1, set: [] });
  assert.match(
    stderr,
    /^You may not read the keys of capture-abc \(Microsoft\.Web\/sites\/functions\/listkeys\/action\)/,
  );
});

it("a deployment waits until the app's role on its storage account is three minutes old", async () => {
  const createdOn = Date.now() - 170_000;
  const state = { ...readySubscription(), roleCreatedOn: new Date(createdOn).toISOString() };
  const { status, stdout } = await runHook("predeploy", state, deployedEnvironment);
  assert.equal(status, 0);
  assert.match(stdout, /^Waiting \d+ s until /);
  assert.ok(Date.now() - createdOn >= 180_000);
});

it("a deployment does not wait for a role that is older than three minutes, or that cannot be read", async () => {
  const { status, stdout } = await runHook("predeploy", readySubscription(), deployedEnvironment);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: "" });
  const unreadable = await runHook(
    "predeploy",
    { ...readySubscription(), roleCreatedOn: "" },
    deployedEnvironment,
  );
  assert.deepEqual([unreadable.status, unreadable.stdout], [0, ""]);
});

it("a hook asks a busy Resource Manager three times, then names its answer", async () => {
  const busy = { ...readySubscription(), failures: 2 };
  assert.equal((await runHook("preprovision", busy)).status, 0);
  const down = await runHook("preprovision", { ...readySubscription(), failures: 1000 });
  assert.equal(down.status, 1);
  assert.match(
    down.stderr,
    /^The resource provider Microsoft\.App .* cannot be looked up .*: The server is busy\.$/m,
  );
});

it("a hook names the Resource Manager that does not answer", async () => {
  const environment = { AZURE_RESOURCE_MANAGER_ENDPOINT: "http://127.0.0.1:1" };
  const { status, stderr } = await runHook("preprovision", readySubscription(), environment);
  assert.equal(status, 1);
  assert.match(stderr, /^http:\/\/127\.0\.0\.1:1 does not answer: .+\n$/);
});
