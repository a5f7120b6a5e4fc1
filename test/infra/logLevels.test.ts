import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { readLogLevels } from "../../local/host/logFilter.ts";
import { at } from "../support/template/json.ts";

const isLogged = readLogLevels(at(JSON.parse(await readFile("host.json", "utf8")), "logging", "logLevel"));

describe("host.json", () => {
  it("keeps the app's events, which are information", () => {
    assert.ok(isLogged("information", "Function.alerts.User"));
    assert.ok(isLogged("information", "Function.createCapture.User"));
  });

  it("drops the host's own storage requests and the engine of Durable Functions, but not their warnings", () => {
    for (const category of ["Azure.Core", "DurableTask.Core", "DurableTask.AzureStorage"]) {
      assert.ok(!isLogged("information", category), category);
      assert.ok(isLogged("warning", category), category);
    }
  });
});
