import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { deployedEnvironment, runHook } from "../../support/azd/runHook.ts";
import { readySubscription } from "../../support/azd/simulatedArm.ts";
import { appSettings, deployed, template } from "../../support/template/template.ts";

/** The keys that are anywhere in what is deployed. */
const keysIn = (parameters: Parameters<typeof deployed>[0]): readonly string[] => [
  ...new Set(JSON.stringify(deployed({ connectAlerts: true, ...parameters })).match(/KEY-OF-[^"&\\]+/g)),
];

describe("the key that the action group holds", () => {
  it("is that of the function alerts alone, whichever way it calls", () => {
    for (const secureWebhookObjectId of ["", "44444444-2222-4333-8444-555555555555"]) {
      const [key = "", ...more] = keysIn({ secureWebhookObjectId });
      assert.match(key, /^KEY-OF-\/subscriptions\/.+\/sites\/capture-\w+\/functions\/alerts$/);
      assert.deepEqual(more, []);
    }
  });

  it("is the only one that the template and the hooks ask for", async () => {
    const asked = JSON.stringify(template).match(/\blist[A-Z]\w*\(.{0,120}/g) ?? [];
    assert.ok(asked.length > 0);
    for (const one of asked)
      assert.match(one, /^listKeys\(resourceId\('Microsoft\.Web\/sites\/functions', \S+, 'alerts'\), /);
    const { status, requests } = await runHook("postdeploy", readySubscription(), deployedEnvironment);
    assert.equal(status, 0);
    const paths = requests.filter((one) => /listkeys/i.test(one)).map((one) => one.replace(/\?.*/, ""));
    assert.deepEqual(
      paths.map((path) => path.split("/sites/")[1]),
      ["capture-abc/functions/alerts/listkeys"],
    );
    assert.doesNotMatch(await readFile("infra/hooks/alertsKey.js", "utf8"), /host\/default/);
  });
});

describe("the parameters of the routes with keys", () => {
  it("are off, and reach the app", () => {
    const { STATUS_URLS, REQUIRE_SIGN_IN } = appSettings(deployed().resources);
    assert.deepEqual([STATUS_URLS, REQUIRE_SIGN_IN], ["durable", "false"]);
    const set = appSettings(deployed({ statusUrls: "app", requireSignIn: true }).resources);
    assert.deepEqual([set.STATUS_URLS, set.REQUIRE_SIGN_IN], ["app", "true"]);
  });
});
