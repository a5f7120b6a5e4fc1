import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { world } from "../../../local/azure/world.ts";
import { refusalOf } from "../../../src/activities/faults/refusalOf.ts";
import { createCredential } from "../../../src/azure/identity/createCredential.ts";
import { SignInFault } from "../../../src/azure/identity/signIn.ts";
import { loadConfig } from "../../../src/config.ts";
import { Simulation } from "../../support/world/simulation.ts";

const scope = "https://management.azure.com/.default";
const principal = { AZURE_TENANT_ID: world.tenant, AZURE_CLIENT_ID: world.client.id };
const secret = { ...principal, AZURE_CLIENT_SECRET: world.client.secret };
const entra = "/oauth2/v2.0/token";

describe("the app's credential", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
    Object.assign(process.env, simulation.azure.settings);
  });
  afterEach(() => meet());
  after(() => simulation.close());

  const meet = (...faults: unknown[]) =>
    fetch(`${simulation.azure.controlUrl}/faults`, { method: "PUT", body: JSON.stringify(faults) });
  const credential = (env: Record<string, string>) =>
    createCredential(
      loadConfig({
        ...simulation.azure.settings,
        AzureWebJobsStorage: "UseDevelopmentStorage=true",
        NOTIFY_EMAIL_TO: "a@example.com",
        AZURE_TIMEOUT_SECONDS: "1",
        ...env,
      }),
    );
  async function faultOf(env: Record<string, string>, ...scopes: string[]): Promise<SignInFault> {
    try {
      await credential(env).getToken(scopes.length === 0 ? scope : scopes);
    } catch (error) {
      assert.ok(error instanceof SignInFault, String(error));
      return error;
    }
    return assert.fail("It signed in.");
  }
  const tokenCalls = async (): Promise<number> => {
    const log = (await (await fetch(`${simulation.azure.controlUrl}/requests`)).json()) as { path: string }[];
    return log.filter(({ path }) => path.includes(entra)).length;
  };

  it("signs in once for each audience and keeps the token", async () => {
    const signedIn = credential(secret);
    const first = await signedIn.getToken(scope);
    assert.equal((await signedIn.getToken(scope))?.token, first?.token);
    assert.equal(await tokenCalls(), 1);
    await signedIn.getToken("https://storage.azure.com/.default");
    assert.equal(await tokenCalls(), 2);
  });

  for (const [title, env, hint] of [
    [
      "a wrong secret",
      { ...secret, AZURE_CLIENT_SECRET: "wrong" },
      /AADSTS7000215: .*Give the app the value \(not the id\)/,
    ],
    [
      "an unknown client",
      { ...secret, AZURE_CLIENT_ID: "unknown" },
      /AADSTS700016: .*Check the tenant and the client id/,
    ],
    [
      "an unknown tenant",
      { ...secret, AZURE_TENANT_ID: "unknown" },
      /AADSTS90002: .*Check the tenant and the client id/,
    ],
  ] as const)
    it(`is refused permanently with ${title}, and the refusal states the fix`, async () => {
      const fault = await faultOf(env);
      assert.equal(fault.passing, false);
      assert.match(String(fault.correlationId), /^[0-9a-f-]{36}$/);
      const refusal = refusalOf(fault);
      assert.equal(refusal.refused, "access-denied");
      assert.match(refusal.hint, /^Sign in: 40[01] /);
      assert.match(refusal.hint, hint);
      assert.doesNotMatch(refusal.hint, /Description|Trace ID|Grant the app's identity|wrong\b/);
    });

  it("is refused permanently when the tenant does not know the service", async () => {
    const fault = await faultOf(secret, "https://nowhere.example/.default");
    assert.equal(fault.passing, false);
    assert.match(refusalOf(fault).hint, /AADSTS500011: .*AZURE_CLOUD/);
  });

  for (const [title, fault, status] of [
    ["429", { status: 429, headers: { "Retry-After": "7" } }, 429],
    ["503", { status: 503 }, 503],
    ["a page of a proxy", { status: 200, body: "<html>\n<body>" }, 200],
    ["a cut connection", { status: "reset" }, null],
    ["silence", { status: "timeout" }, null],
    [
      "a fault that Entra ID itself calls temporary",
      {
        status: 400,
        body: { error: "temporarily_unavailable", error_description: "AADSTS90033: A transient error." },
      },
      400,
    ],
  ] as const)
    it(`can sign in later after ${title}, from Entra ID and from a managed identity`, async () => {
      for (const [path, env] of [
        [entra, secret],
        ["/msi/token", {}],
      ] as const) {
        if (path !== entra && status === 400) continue;
        await meet({ path, ...fault });
        const met = await faultOf(env);
        assert.equal(met.passing, true, path);
        assert.equal(met.status, status, path);
        assert.doesNotMatch(refusalOf(met).hint, /aka\.ms|\n/);
      }
    });

  it("can sign in later when the sign-in service is unreachable", async () => {
    const fault = await faultOf({ ...secret, AZURE_AUTHORITY_HOST: "https://127.0.0.1:1" });
    assert.equal(fault.passing, true);
    assert.match(refusalOf(fault).hint, /cannot be reached.* check the network, and AZURE_AUTHORITY_HOST/);
  });

  it("reports a missing identity when the managed identity's endpoint refuses", async () => {
    const body = { statusCode: 400, message: "No User Assigned or Delegated Managed Identity found" };
    await meet({ path: "/msi/token", status: 400, body });
    const fault = await faultOf({ AZURE_CLIENT_ID: "unassigned" });
    assert.equal(fault.passing, false);
    const { refused, hint } = refusalOf(fault);
    assert.equal(refused, "access-denied");
    assert.match(
      hint,
      /No User Assigned .*AZURE_CLIENT_ID, if it is set, must be the client id of one that is assigned/,
    );
  });
});
