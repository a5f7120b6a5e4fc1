import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appProviders, vmProviders } from "../../../infra/hooks/providers.js";
import { azureYaml } from "../../support/azd/azureYaml.ts";
import { deployedEnvironment, runHook, subscriptionId } from "../../support/azd/runHook.ts";
import { keyAnswers, readySubscription } from "../../support/azd/simulatedArm.ts";
import { elsewhere, everything } from "../../support/template/template.ts";

const asked = (requests: readonly string[], part: string) => requests.filter((one) => one.includes(part));
describe("the hooks", { concurrency: true }, () => {
  it("are one program for sh and PowerShell", () => {
    assert.deepEqual([...azureYaml.hooks.keys()], ["preprovision", "predeploy", "postdeploy"]);
    for (const [name, shells] of azureYaml.hooks)
      assert.deepEqual(
        [...shells],
        [
          ["sh", `node infra/hooks/${name}.js`],
          ["pwsh", `node infra/hooks/${name}.js`],
        ],
      );
  });
});

describe("before a provision the subscription", { concurrency: true }, () => {
  it("is asked about, and nothing is changed when nothing is missing", async () => {
    const state = readySubscription();
    const { status, stdout, stderr, set, requests } = await runHook("preprovision", state);
    assert.deepEqual({ status, stdout, stderr, set }, { status: 0, stdout: "", stderr: "", set: [] });
    for (const name of Object.keys({ ...appProviders, ...vmProviders }))
      assert.ok(asked(requests, `/subscriptions/${subscriptionId}/providers/${name}?`).length > 0, name);
    assert.deepEqual(asked(requests, "POST "), []);
  });

  it("is asked about every provider of the template's resources", () => {
    const always = ["Microsoft.Authorization", "Microsoft.Resources"];
    for (const { type, id } of everything()) {
      const [name = ""] = type.split("/");
      if (!always.includes(name))
        assert.ok(name in (id.includes(elsewhere) ? vmProviders : { ...appProviders, ...vmProviders }), type);
    }
  });

  it("gets a missing provider registered, and the provision waits for that", async () => {
    const state = readySubscription();
    state.registration["Microsoft.App"] = "NotRegistered";
    const { status, stdout, requests } = await runHook("preprovision", state);
    assert.equal(status, 0);
    assert.match(stdout, /^Registering the resource provider Microsoft\.App \(Flex Consumption\) in .*\.\n$/);
    assert.equal(asked(requests, "/Microsoft.App/register?").length, 1);
    assert.equal(state.registration["Microsoft.App"], "Registered");
  });

  it("has one sentence and one command for each provider that the user may not register", async () => {
    const state = { ...readySubscription(), mayRegister: false };
    state.registration["Microsoft.App"] = "NotRegistered";
    state.registration["Microsoft.DurableTask"] = "Unregistered";
    const { status, stderr } = await runHook("preprovision", state);
    assert.equal(status, 1);
    assert.deepEqual(
      [...stderr.matchAll(/^The resource provider (\S+) .* Ask an owner to run: (az .*) \(.*\)$/gm)].map(
        ([, name, command]) => [name, command],
      ),
      ["Microsoft.App", "Microsoft.DurableTask"].map((name) => [
        name,
        `az provider register --namespace ${name} --subscription ${subscriptionId}`,
      ]),
    );
    assert.equal(stderr.trim().split("\n").length, 2);
  });

  it("has no region without Flex Consumption or the scheduler, each in a sentence with what to do", async () => {
    const { status, stderr } = await runHook("preprovision", readySubscription(), {
      AZURE_LOCATION: "ukwest",
    });
    assert.equal(status, 1);
    assert.match(stderr, /^Flex Consumption is not available in ukwest\. .*AZURE_LOCATION/m);
    assert.match(
      stderr,
      /^The Durable Task Scheduler is not available in ukwest\. .*DURABLE_BACKEND azureStorage$/m,
    );
  });
});

describe("before a provision the alerts", { concurrency: true }, () => {
  const connected = { ...deployedEnvironment, CONNECT_ALERTS: "true" };

  it("stay connected when the host gives the key after a cold start", async () => {
    const keys = [keyAnswers.starting, keyAnswers.starting, keyAnswers.there];
    const { status, set } = await runHook("preprovision", { ...readySubscription(), keys }, connected);
    assert.deepEqual({ status, set }, { status: 0, set: [] });
  });

  it("wait for the code when the host gets an identity of its own now, whose roles are new", async () => {
    const earlier = { ...connected, HOST_IDENTITY_PRINCIPAL_ID: "" };
    const { status, stdout, set } = await runHook("preprovision", readySubscription(), earlier);
    assert.deepEqual({ status, set }, { status: 0, set: ["env set CONNECT_ALERTS false"] });
    assert.match(stdout, /connected after the code has been deployed/);
  });

  it("are disconnected when the host does not start in time", async () => {
    const state = { ...readySubscription(), keys: [keyAnswers.starting] };
    const { set } = await runHook("preprovision", state, { ...connected, HOOK_WAIT_SECONDS: "0.4" });
    assert.deepEqual(set, ["env set CONNECT_ALERTS false"]);
  });
});

describe("a deployment of the code", { concurrency: true }, () => {
  it("waits, not longer than it may, while the host's role on the app's storage account is new", async () => {
    const state = { ...readySubscription(), roleCreatedOn: new Date().toISOString() };
    const began = Date.now();
    const environment = { ...deployedEnvironment, HOOK_WAIT_SECONDS: "0.5" };
    const { status, stdout } = await runHook("predeploy", state, environment);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^Waiting 1 s until the host's new role on its storage account works everywhere\.\n$/,
    );
    assert.ok(Date.now() - began >= 500);
  });

  it("fails with what to do when the host does not start", async () => {
    const state = { ...readySubscription(), keys: [keyAnswers.starting] };
    const environment = { ...deployedEnvironment, HOOK_WAIT_SECONDS: "0.4" };
    const { status, stderr, set } = await runHook("postdeploy", state, environment);
    assert.deepEqual({ status, set }, { status: 1, set: [] });
    assert.match(
      stderr,
      /^The app's host gives no key of the function alerts.* azd deploy, azd provision\n$/,
    );
  });
});
