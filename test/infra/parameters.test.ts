import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { at, isObject, list, object, text, type JsonObject } from "../support/template/json.ts";
import { everything, template } from "../support/template/template.ts";

/** Every declaration of a parameter or an output, in the template and in its modules. */
function* declarations(value: unknown): Generator<readonly [string, JsonObject]> {
  if (Array.isArray(value)) for (const item of value) yield* declarations(item);
  if (!isObject(value)) return;
  for (const part of ["parameters", "outputs"])
    if ("$schema" in value && isObject(value[part]))
      for (const [name, declared] of Object.entries(value[part])) yield [name, object(declared)];
  for (const inner of Object.values(value)) yield* declarations(inner);
}

/**
 * The variables of azd's environment that are not the parameter's name in upper snake case, because that is
 * taken.
 */
const otherNames: Readonly<Record<string, string>> = {
  environmentName: "AZURE_ENV_NAME",
  location: "AZURE_LOCATION",
  nodeVersion: "FUNCTION_NODE_VERSION",
  tags: "RESOURCE_TAGS",
};

describe("the parameters", () => {
  it("and the outputs all have a description", () => {
    const all = [...declarations(template)];
    assert.ok(all.length > 100);
    assert.deepEqual(
      all
        .filter(([, { metadata }]) => text(at(metadata ?? {}, "description")).length < 5)
        .map(([name]) => name),
      [],
    );
  });

  it("come from azd's environment, each from the variable of its name", async () => {
    const file = object(object(JSON.parse(await readFile("infra/main.parameters.json", "utf8"))).parameters);
    const names = Object.keys(object(template.parameters));
    const variable = (name: string) =>
      otherNames[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
    assert.deepEqual(
      file,
      Object.fromEntries(names.map((name) => [name, { value: `\${${variable(name)}}` }])),
    );
  });

  it("require only a name, a region and the recipients; everything else has a default", () => {
    const required = Object.entries(object(template.parameters)).filter(
      ([, one]) => !("defaultValue" in object(one)),
    );
    assert.deepEqual(
      required.map(([name]) => name),
      ["environmentName", "location", "notifyEmailTo"],
    );
  });

  it("let azd offer the regions of Flex Consumption, by their short names", () => {
    const { metadata, allowedValues } = object(object(template.parameters).location);
    assert.deepEqual(at(metadata ?? {}, "azd"), { type: "location" });
    const regions = list(allowedValues).map(text);
    assert.ok(regions.length > 25 && regions.includes("westeurope"));
    assert.deepEqual(regions, [...new Set(regions)].sort());
    assert.ok(regions.every((region) => /^[a-z]+\d?$/.test(region)));
  });

  it("set every resource's region: none is hard-coded", () => {
    const regions = everything().map(({ type, body }) => [type, text(body.location ?? "none")] as const);
    const global = /^Microsoft\.(?:Communication|Insights\/(?:actionGroups|metricAlerts))/;
    for (const [type, region] of regions)
      assert.ok(
        ["westeurope", "northeurope", "none"].includes(region) || (region === "global" && global.test(type)),
        `${type} is in ${region}`,
      );
  });

  it("leave no resource without an API version", () => {
    for (const { type, apiVersion } of everything())
      assert.match(apiVersion, /^20\d\d-\d\d-\d\d(-preview)?$/, type);
  });

  it("tag every resource that can be tagged with azd's environment", () => {
    const untagged = everything().filter(
      ({ body }) => "location" in body && !("azd-env-name" in object(body.tags ?? {})),
    );
    assert.deepEqual(
      untagged.map(({ type }) => type),
      ["Microsoft.Compute/virtualMachines/extensions", "Microsoft.Compute/virtualMachines/extensions"],
    );
  });
});
