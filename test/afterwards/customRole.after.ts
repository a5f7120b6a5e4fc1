import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { armAction, serviceOf } from "./armAction.ts";
import { actionsOfRoles, compareActions } from "./customRole.ts";
import { callsOfApp } from "./recording.ts";

/** An action that Azure asks for on the way of another call, so that no call of the app shows it. */
interface LinkedAction {
  readonly action: string;
  readonly why: string;
  readonly source: string;
}

/**
 * Where the answer about an interface's rules and routes is waited for. No such operation is published, and a
 * role with it could be refused; an app that may not read the answer says so in its report.
 */
const unpublished = "Microsoft.Network/networkInterfaces/operationResults/read";

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../infra/${file}`, import.meta.url), "utf8"));

describe("the calls that the app made to Azure during the tests", () => {
  const calls = callsOfApp();

  it("went only to Resource Manager, the identity endpoint, the email service and the webhooks", () => {
    const strange = calls.filter(({ path }) => serviceOf(path) === null);
    assert.deepEqual(
      strange.map(({ method, path }) => `${method} ${path}`),
      [],
    );
    for (const service of ["resource-manager", "identity", "email"])
      assert.ok(
        calls.filter(({ path }) => serviceOf(path) === service).length > 100,
        `few calls: ${service}`,
      );
  });

  it("need exactly the actions of the custom role, linked actions included", () => {
    const managed = calls.filter(({ path }) => serviceOf(path) === "resource-manager");
    const called = managed
      .map(({ method, path }) => armAction(method, path))
      .filter((action) => action !== unpublished);
    const linked = (read("linkedActions.json") as LinkedAction[]).map(({ action }) => action);
    const granted = actionsOfRoles(read("main.json"));
    assert.deepEqual(compareActions(granted, [...called, ...linked]), { notNeeded: [], missing: [] });
  });
});
