import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkSecureWebhook } from "../../../src/functions/http/checkSecureWebhook.ts";
import { actionGroup, audience, principal, tenantId, type Claim } from "../../support/http/principal.ts";

const api = { tenantId, audience: `api://${audience}` };

const status = (header: string | null, expected = api, provider?: string): number | null => {
  const entries: [string, string][] = header === null ? [] : [["X-MS-CLIENT-PRINCIPAL", header]];
  if (provider !== undefined) entries.push(["X-MS-CLIENT-PRINCIPAL-IDP", provider]);
  const answer = checkSecureWebhook(new Headers(entries), expected);
  assert.ok(answer === null || !JSON.stringify(answer).includes(tenantId), "no value of a claim is repeated");
  return answer?.status ?? null;
};

const changed = (type: string, ...values: string[]): readonly Claim[] => [
  ...actionGroup.filter(({ typ }) => typ !== type),
  ...values.map((val) => ({ typ: type, val })),
];

describe("checkSecureWebhook", () => {
  it("admits the action group service, with tokens of version 1 and 2 and either claim name", () => {
    assert.equal(status(principal(actionGroup)), null);
    assert.equal(status(principal(actionGroup), api, "aad"), null);
    assert.equal(status(principal(actionGroup), { tenantId, audience }), null);
    assert.equal(status(principal(changed("aud", `api://${audience.toUpperCase()}`))), null);
    const long = actionGroup.map(({ typ, val }) => ({
      typ:
        { roles: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", appid: "azp" }[typ] ??
        typ.replace(/^tid$/, "http://schemas.microsoft.com/identity/claims/tenantid"),
      val,
    }));
    assert.equal(status(principal(long)), null);
  });

  it("answers 401 when nobody is signed in or the header is malformed", () => {
    const texts = ["", "null", "[]", "7", "{", "\u0000", "x".repeat(10_000)];
    const encoded = texts.map((text) => Buffer.from(text).toString("base64"));
    for (const header of [null, ...encoded, "not base64 at all"]) assert.equal(status(header), 401);
  });

  for (const [what, claims] of [
    ["another tenant", changed("tid", "11111111-1111-1111-1111-111111111111")],
    ["no tenant", changed("tid")],
    ["two tenants", changed("tid", tenantId, "11111111-1111-1111-1111-111111111111")],
    ["another audience", changed("aud", "api://other")],
    ["no audience", changed("aud")],
    ["another application", changed("appid", "22222222-2222-2222-2222-222222222222")],
    ["no application", changed("appid")],
    ["no role", changed("roles")],
    ["another role", changed("roles", "Reader")],
    ["claims that are none", [{ typ: 1, val: null }, null, "x"]],
  ] as const)
    it(`answers 403 to ${what}`, () => {
      assert.equal(status(principal(claims)), 403);
    });

  it("answers 403 to another identity provider", () => {
    assert.equal(status(principal(actionGroup, "google")), 403);
    assert.equal(status(principal(actionGroup), api, "github"), 403);
    assert.equal(status(Buffer.from(JSON.stringify({ claims: actionGroup })).toString("base64")), 403);
  });

  it("accepts no other form of an audience that is not a client id", () => {
    const expected = { tenantId, audience: "api://capture-on-alert" };
    assert.equal(status(principal(changed("aud", "api://capture-on-alert")), expected), null);
    assert.equal(status(principal(changed("aud", "capture-on-alert")), expected), 403);
  });
});
