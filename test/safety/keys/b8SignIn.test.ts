import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { ConfigError } from "../../../src/settings/configError.ts";
import { actionGroup, audience, principal, tenantId, type Claim } from "../../support/http/principal.ts";
import { call, instanceIds } from "../../support/world/calls.ts";
import { common, vmId, World } from "../../support/world/world.ts";

const secure = {
  WEBSITE_AUTH_ENABLED: "True",
  SECURE_WEBHOOK_TENANT_ID: tenantId,
  SECURE_WEBHOOK_AUDIENCE: `api://${audience}`,
};

const person: readonly Claim[] = [
  { typ: "http://schemas.microsoft.com/identity/claims/tenantid", val: tenantId },
  { typ: "aud", val: audience },
  { typ: "name", val: "Alice" },
];
const but = (type: string, ...values: string[]): readonly Claim[] => [
  ...person.filter(({ typ }) => !typ.endsWith(type)),
  ...values.map((val) => ({ typ: type, val })),
];
const other = "00000000-0000-0000-0000-000000000000";

describe("B8: REQUIRE_SIGN_IN=true", () => {
  let world: World;
  before(async () => {
    world = await World.start({ ...secure, REQUIRE_SIGN_IN: "true" });
  });
  after(() => world.close());

  const asCaller = (header: string | null, more: Record<string, string> = {}) => ({
    ...(header !== null && { "X-MS-CLIENT-PRINCIPAL": header }),
    ...more,
  });

  it("starts no capture for a caller who is not signed in to the tenant", async (t: TestContext) => {
    const before = await instanceIds(world);
    const tries = [
      [asCaller(null), 401],
      [asCaller(null, { "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com" }), 401],
      [asCaller(null, { "X-MS-CLIENT-PRINCIPAL-ID": other, "X-MS-CLIENT-PRINCIPAL-IDP": "aad" }), 401],
      [asCaller(null, { Authorization: "Bearer eyJhbGciOiJub25lIn0.e30." }), 401],
      [asCaller("%%%"), 401],
      [asCaller("e30"), 403],
      [asCaller(principal([])), 403],
      [asCaller(principal(person, "github")), 403],
      [asCaller(principal(person), { "X-MS-CLIENT-PRINCIPAL-IDP": "google" }), 403],
      [asCaller(principal(but("tenantid"))), 403],
      [asCaller(principal(but("tid", tenantId, other))), 403],
      [asCaller(principal(but("tenantid", other))), 403],
      [asCaller(principal(but("aud"))), 403],
      [asCaller(principal(but("aud", other))), 403],
      [asCaller(principal(but("aud", audience, other))), 403],
      [asCaller(principal(but("aud", `api://${audience}.evil.example`))), 403],
    ] as const;
    for (const query of ["", "?whatIf=true"])
      for (const [headers, status] of tries) {
        const answer = await call(world, "captures", { vmId: vmId("WEB01") }, { headers, query });
        assert.equal(answer.status, status, JSON.stringify(headers));
        assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
        assert.ok(!JSON.stringify(answer.reply).includes(tenantId), "the answer repeats no claim");
      }
    const alert = await call(world, "alerts", await common("WEB01"), {
      headers: asCaller(principal(person)),
    });
    assert.equal(alert.status, 403);
    assert.deepEqual(await instanceIds(world), before);
    t.diagnostic(`${2 * tries.length + 1} calls that are not the tenant's: 401 or 403, no instance`);
  });

  it("starts captures for a person of the tenant, and for the action group", async () => {
    const headers = asCaller(principal(person), { "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com" });
    const { status, reply } = await call(world, "captures", { vmId: vmId("WEB01") }, { headers });
    assert.equal(status, 202);
    assert.equal((await world.outcome(reply)).requestedBy, "alice@example.com");
    const group = { headers: asCaller(principal(actionGroup)) };
    assert.equal((await call(world, "alerts", await common("WEB02"), group)).status, 202);
  });
});

it("B8: REQUIRE_SIGN_IN without a secure webhook is a wrong setting, whatever the headers could say", () => {
  const storage = "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures";
  const problemsOf = (env: Record<string, string>): readonly string[] => {
    try {
      loadConfig({
        CAPTURE_STORAGE_ACCOUNT_ID: `/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11${storage}`,
        NOTIFY_EMAIL_TO: "oncall@example.com",
        EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
        EMAIL_ENDPOINT: "https://example.communication.azure.com",
        AzureWebJobsStorage: "UseDevelopmentStorage=true",
        ...env,
      });
      return [];
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.problems;
    }
  };
  const { SECURE_WEBHOOK_TENANT_ID, SECURE_WEBHOOK_AUDIENCE, ...authentication } = secure;
  assert.deepEqual(problemsOf({ ...secure, REQUIRE_SIGN_IN: "True" }), []);
  for (const env of [{}, authentication, { SECURE_WEBHOOK_TENANT_ID }, { SECURE_WEBHOOK_AUDIENCE }]) {
    const [problem = ""] = problemsOf({ ...env, REQUIRE_SIGN_IN: "true" });
    assert.match(problem, /^REQUIRE_SIGN_IN needs a secure webhook/);
  }
  const withoutPlatform = problemsOf({
    SECURE_WEBHOOK_TENANT_ID,
    SECURE_WEBHOOK_AUDIENCE,
    REQUIRE_SIGN_IN: "true",
  });
  assert.match(withoutPlatform.join(), /WEBSITE_AUTH_ENABLED/);
  assert.match(problemsOf({ ...secure, REQUIRE_SIGN_IN: "yes" }).join(), /^REQUIRE_SIGN_IN must be one of/);
});
