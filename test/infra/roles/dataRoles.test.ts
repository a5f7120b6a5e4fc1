import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { at, text } from "../../support/template/json.ts";
import { deployed, ofType } from "../../support/template/template.ts";

/**
 * Ids of built-in roles, the same in every cloud.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
 */
const ids: Readonly<Record<string, string>> = {
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
};

/** The roles on blobs that doc comments of src/azure state, by their files. */
async function statedRoles(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const file of globSync("src/azure/**/*.ts")) {
    const [, role] =
      /[Dd]ata role(?: of [^:]*)?:? (Storage Blob Data \w+)/.exec(await readFile(file, "utf8")) ?? [];
    if (role !== undefined) found[file.replace(/^.*\//, "")] = role;
  }
  return found;
}

/** Names of the roles on blobs that the identity has, each with the beginning of the account's name. */
const rolesOf = (identity: RegExp, parameters = {}): readonly string[] =>
  ofType(deployed(parameters).resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => identity.test(text(at(body, "properties", "principalId"))))
    .flatMap(({ scope, body }) => {
      const id = text(at(body, "properties", "roleDefinitionId"));
      const [name] = Object.entries(ids).find(([, one]) => id.endsWith(one)) ?? [];
      return name === undefined
        ? []
        : [`${name} at ${/\/storageAccounts\/(app|cap)/.exec(scope)?.[1] ?? scope}`];
    })
    .sort();

const app = /^principal-of-capture-\w+-id$/;

describe("the roles on blobs", () => {
  it("are stated in the code: records are written, and capture files are only read and listed", async () => {
    const stated = await statedRoles();
    assert.equal(stated["appStorage.ts"], "Storage Blob Data Contributor");
    for (const file of ["captureFiles.ts", "fileLinks.ts", "fileLists.ts"])
      assert.equal(stated[file], "Storage Blob Data Reader", file);
  });

  for (const [what, parameters] of [
    ["without armed VMs", {}],
    ["with armed VMs, whose files are found by listing the container", { armedVms: ["tag:ring=on"] }],
    ["without links to files, at the container alone", { captureFileLinks: false }],
  ] as const)
    it(`give the app's identity no more than reading capture files ${what}`, () => {
      assert.deepEqual(rolesOf(app, parameters), ["Storage Blob Data Reader at cap"]);
    });
});
