import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { at, text } from "../../support/template/json.ts";
import { deployed, ofType } from "../../support/template/template.ts";

/**
 * Storage Blob Data Reader, the same in every cloud.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-reader
 */
const reader = {
  id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  actions: [
    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
    "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
  ],
};

/** What the app's identity may read blobs of. */
const readable = (parameters = {}) =>
  ofType(deployed(parameters).resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => text(at(body, "properties", "roleDefinitionId")).endsWith(reader.id))
    .map(({ scope, name, body }) => ({
      scope,
      name,
      principal: text(at(body, "properties", "principalId")),
    }));

const containers = (parameters = {}) =>
  ofType(deployed(parameters).resources, "Microsoft.Storage/storageAccounts/blobServices/containers").filter(
    ({ name }) => name.endsWith("/network-watcher-logs"),
  );

describe("the role with which the app makes links to capture files", () => {
  it("has the action and the data role that the code states", async () => {
    const source = await readFile("src/azure/files/fileLinks.ts", "utf8");
    const [stated = ""] = /Microsoft\.Storage\/[\w/]+\/action/.exec(source) ?? [];
    assert.ok(reader.actions.includes(stated), stated);
    assert.match(source, /the data role Storage Blob Data Reader/);
  });

  it("is assigned to the app's identity alone, at the account, where the action counts", () => {
    const [one, ...more] = readable();
    assert.deepEqual(more, []);
    assert.match(one?.scope ?? "", /\/storageAccounts\/cap\w+$/);
    assert.match(one?.principal ?? "", /^principal-of-capture-\w+-id$/);
    assert.deepEqual(containers(), [], "packet capture makes the container");
  });

  it("is assigned at the container of capture files only when links are withheld, which is made for it", () => {
    const [one, ...more] = readable({ captureFileLinks: false });
    assert.deepEqual(more, []);
    assert.match(
      one?.scope ?? "",
      /\/storageAccounts\/cap\w+\/blobServices\/default\/containers\/network-watcher-logs$/,
    );
    assert.match(one?.principal ?? "", /^principal-of-capture-\w+-id$/);
    assert.notEqual(one?.name, readable()[0]?.name, "both can exist while a deployment changes");
    const [container, ...others] = containers({ captureFileLinks: false });
    assert.deepEqual(others, []);
    assert.equal(at(container?.body, "properties", "publicAccess"), "None");
  });

  it("leaves an immutable container its policy either way", () => {
    const type = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
    const policies = (parameters: object) => ofType(deployed({ ...parameters }).resources, type).length;
    assert.deepEqual(
      [
        policies({ captureImmutabilityDays: 7 }),
        policies({ captureImmutabilityDays: 7, captureFileLinks: false }),
        policies({ captureFileLinks: false }),
      ],
      [1, 1, 0],
    );
  });
});
