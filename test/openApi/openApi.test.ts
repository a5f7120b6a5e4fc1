import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApi } from "../../scripts/openApi.ts";
import { readOnDemand } from "../../src/captures/plan/readOnDemand.ts";
import { documentText } from "../support/documents.ts";
import { apiDocument, apiRoutes, type ApiSchema } from "../support/openApi/apiDocument.ts";
import { registeredRoutes } from "../support/openApi/registeredRoutes.ts";

describe("docs/openapi.json", () => {
  it("is made of the types of today", async () => {
    assert.equal(documentText("docs/openapi.json"), await openApi(), "Run `npm run docs`.");
  });

  it("is a valid document of OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(documentText("docs/openapi.json"));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, "3.1");
  });

  it("has exactly the routes that the app registers, with their parameters and keys", () => {
    const shown = ({ id, method, path, query, isOpen }: (typeof registeredRoutes)[number]) =>
      [id, method, path, isOpen, query === "any" ? ["whatIf"] : query.toSorted()] as const;
    const documented = apiRoutes.map(({ method, path, operation }) => {
      const { operationId, parameters = [], security } = operation;
      const query = parameters.filter((one) => one.in === "query").map(({ name }) => name);
      return [operationId, method, path, security !== undefined, query.toSorted()] as const;
    });
    assert.ok(registeredRoutes.length > 0);
    assert.deepEqual(documented.toSorted(), registeredRoutes.map(shown).toSorted());
  });

  it("has a sign-in for exactly the routes below /api/ui/api", () => {
    for (const { path, operation } of apiRoutes) {
      const [scheme] = (operation.security ?? []) as readonly object[];
      assert.equal(
        scheme !== undefined && "appServiceAuthentication" in scheme,
        path.startsWith("/api/ui/api/"),
        path,
      );
    }
  });

  it("has bounds of a request that the app takes, and takes nothing beyond", () => {
    const limits = { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295, bytesPerPacket: 0, filters: [] };
    const { properties } = apiDocument.components.schemas.OnDemandRequest as {
      readonly properties: Readonly<Record<string, ApiSchema>>;
    };
    const isTaken = (member: string, value: unknown) =>
      readOnDemand({ vmId: "id", [member]: value }, limits).ok;
    for (const [member, { minimum, maximum, maxItems }] of Object.entries(properties)) {
      if (typeof minimum === "number" && typeof maximum === "number")
        assert.deepEqual(
          [minimum - 1, minimum, maximum, maximum + 1].map((value) => isTaken(member, value)),
          [false, true, true, false],
          member,
        );
      if (typeof maxItems === "number")
        assert.deepEqual(
          [maxItems, maxItems + 1].map((length) =>
            isTaken(
              member,
              Array.from({ length }, () => ({})),
            ),
          ),
          [true, false],
          member,
        );
      if (member !== "vmId") assert.ok(isTaken(member, null), member);
    }
    assert.ok(!readOnDemand({ vmId: "id", another: 1 }, limits).ok);
  });
});
