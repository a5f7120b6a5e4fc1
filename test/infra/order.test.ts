import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { list, object, text } from "../support/template/json.ts";
import { template } from "../support/template/template.ts";

const resources = object(template.resources);

/** Whether Azure deploys one module of the template only after another, directly or indirectly. */
function waitsFor(module: string, other: string): boolean {
  const before = list(object(resources[module]).dependsOn ?? []).map(text);
  return before.includes(other) || before.some((one) => waitsFor(one, other));
}

describe("the order of the deployment", () => {
  it("creates the custom role first and assigns it last, because a new role is not known everywhere at once", () => {
    const assigning = Object.entries(resources)
      .filter(([, source]) => JSON.stringify(source).includes('"captureRole":{"value":'))
      .map(([name]) => name);
    assert.deepEqual(assigning, ["captureStorageAccess", "vmAccess", "scaleSetAccess", "watcherAccess"]);
    for (const name of assigning)
      assert.ok(waitsFor(name, "captureRole") && waitsFor(name, "functionApp"), name);
    assert.deepEqual(object(resources.captureRole).dependsOn ?? [], []);
  });

  it("gives the app its roles on its storage, the scheduler and the email service before it is created", () => {
    for (const name of ["appStorage", "captureStorage", "email", "monitoring", "scheduler"])
      assert.ok(waitsFor("functionApp", name), name);
  });

  it("reads the key of the function alerts as long after the app's settings as it can: these restart the host", () => {
    for (const name of ["functionApp", "captureStorageAccess", "vmAccess", "watcherAccess"])
      assert.ok(waitsFor("actionGroup", name), name);
  });
});
