import assert from "node:assert/strict";
import { it } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { text } from "../../support/template/json.ts";
import { appSettings, deployed } from "../../support/template/template.ts";

const prefixOf = (parameters: Parameters<typeof deployed>[0]) =>
  text(appSettings(deployed(parameters).resources).CAPTURE_NAME_PREFIX);
const environments = ["prod", "test", "prod-2", "PROD"].flatMap((environmentName) =>
  ["westeurope", "northeurope"].map((location) => ({ environmentName, location })),
);

it("every deployment has a prefix of its own for its sessions, the same each time, which the app accepts", (t) => {
  const prefixes = environments.map(prefixOf);
  assert.equal(new Set(prefixes).size, environments.length);
  assert.deepEqual(environments.map(prefixOf), prefixes);
  for (const [index, prefix] of prefixes.entries()) {
    assert.match(prefix, /^alert_[a-z0-9]{6}$/);
    const settings = Object.entries(appSettings(deployed(environments[index]).resources));
    const config = loadConfig(Object.fromEntries(settings.map(([name, value]) => [name, text(value)])));
    assert.equal(config.namePrefix, prefix);
  }
  t.diagnostic(`${environments.length} deployments, ${new Set(prefixes).size} prefixes`);
});

it("a prefix can be chosen", () => {
  assert.equal(prefixOf({ captureNamePrefix: "oncall" }), "oncall");
});
