import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { ComputeManagementClient } from "@azure/arm-compute";
import { ClientSecretCredential, ManagedIdentityCredential } from "@azure/identity";
import { world } from "../../../../local/azure/world.ts";
import { group, Simulation, subscription, vmId } from "../../../support/world/simulation.ts";

const management = "https://management.azure.com/.default";

const claims = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

describe("simulated Entra ID", () => {
  let simulation: Simulation;
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "identity-test-"));
    simulation = await Simulation.start({ directory });
    Object.assign(process.env, simulation.azure.settings);
  });
  after(async () => {
    await simulation.close();
    await rm(directory, { recursive: true });
  });

  const secretCredential = (secret: string, options: { tenant?: string; client?: string } = {}) =>
    new ClientSecretCredential(options.tenant ?? world.tenant, options.client ?? world.client.id, secret, {
      authorityHost: simulation.azure.azureUrl,
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
    });
  const compute = (credential: ManagedIdentityCredential | ClientSecretCredential) =>
    new ComputeManagementClient(credential, subscription, { endpoint: simulation.azure.azureUrl });

  /** The response to a hand-made token, signed with `key` or with the simulation's own key. */
  async function refusal(changes: Record<string, unknown>, key?: Buffer): Promise<string | undefined> {
    const database = new DatabaseSync(join(directory, "azure.sqlite"), { readOnly: true });
    const row = database.prepare("SELECT value FROM kept WHERE name = 'token signing key'").get();
    database.close();
    const now = Math.floor(Date.now() / 1000);
    const payload = { aud: "https://management.azure.com", nbf: now - 60, exp: now + 60, ...changes };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ typ: "JWT", alg: "HS256" })}.${part(payload)}`;
    const signingKey = key ?? Buffer.from(String(row?.value), "base64");
    const signature = createHmac("sha256", signingKey).update(signed).digest("base64url");
    const path = `${vmId("WEB01")}?api-version=2026-04-01`;
    const response = await simulation.arm("GET", path, { token: `${signed}.${signature}` });
    const body = (await response.json()) as { error?: { code: string } };
    return response.status === 200 ? undefined : `${response.status} ${body.error?.code ?? ""}`;
  }

  it("issues tokens to the app's managed identity that Resource Manager accepts", async () => {
    const credential = new ManagedIdentityCredential();
    const issued = claims((await credential.getToken(management)).token);
    assert.equal(issued.aud, "https://management.azure.com");
    assert.equal(issued.iss, `https://sts.windows.net/${world.tenant}/`);
    assert.equal(issued.tid, world.tenant);
    assert.equal(issued.oid, world.identity.objectId);
    assert.ok(Number(issued.exp) > Date.now() / 1000 + 3_600);
    assert.equal((await compute(credential).virtualMachines.get(group, "WEB01")).name, "WEB01");
  });

  it("issues tokens to a user-assigned identity, also for email and storage", async () => {
    const clientId = "11111111-2222-4333-8444-555555555555";
    const credential = new ManagedIdentityCredential({ clientId });
    const email = await credential.getToken("https://communication.azure.com//.default");
    assert.equal(claims(email.token).aud, "https://communication.azure.com/");
    assert.equal(claims(email.token).appid, clientId);
    const storage = await credential.getToken("https://storage.azure.com/.default");
    assert.equal(claims(storage.token).aud, "https://storage.azure.com");
  });

  it("issues no token without the identity header, the api-version or a known resource", async () => {
    const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "" } = simulation.azure.settings;
    const ask = async (query: string, identityHeader = IDENTITY_HEADER) =>
      (await fetch(`${IDENTITY_ENDPOINT}?${query}`, { headers: { "x-identity-header": identityHeader } }))
        .status;
    const resource = "resource=https://management.azure.com";
    assert.equal(await ask(`api-version=2019-08-01&${resource}`), 200);
    assert.equal(await ask(`api-version=2019-08-01&${resource}`, "wrong"), 401);
    assert.equal(await ask(resource), 400);
    assert.equal(await ask("api-version=2019-08-01"), 400);
    assert.equal(await ask("api-version=2019-08-01&resource=https://nowhere.example"), 400);
  });

  it("signs in an app registration with its secret", async () => {
    const credential = secretCredential(world.client.secret);
    assert.equal(claims((await credential.getToken(management)).token).oid, world.client.objectId);
    assert.equal((await compute(credential).virtualMachines.get(group, "WEB02")).name, "WEB02");
  });

  it("returns the AADSTS error of a failed sign-in", async () => {
    const attempt = (credential: ClientSecretCredential) => credential.getToken(management);
    await assert.rejects(attempt(secretCredential("wrong")), /AADSTS7000215/);
    const client = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(attempt(secretCredential(world.client.secret, { client })), /AADSTS700016/);
    await assert.rejects(attempt(secretCredential(world.client.secret, { tenant: client })), /AADSTS90002/);
    const unknown = secretCredential(world.client.secret).getToken("https://nowhere.example/.default");
    await assert.rejects(unknown, /AADSTS500011/);
  });

  it("issues tokens whose signature, lifetime and audience Resource Manager checks", async () => {
    const now = Math.floor(Date.now() / 1000);
    assert.equal(await refusal({}), undefined);
    assert.equal(await refusal({ exp: now - 1 }), "401 ExpiredAuthenticationToken");
    assert.equal(
      await refusal({ aud: "https://storage.azure.com" }),
      "401 InvalidAuthenticationTokenAudience",
    );
    assert.equal(await refusal({}, Buffer.alloc(32)), "401 InvalidAuthenticationToken");
    const path = `${simulation.azure.azureUrl}${vmId("WEB01")}?api-version=2026-04-01`;
    const opaque = await fetch(path, { headers: { authorization: "Bearer opaque" } });
    assert.match(await opaque.text(), /"code":"InvalidAuthenticationToken"/);
    const missing = await fetch(path);
    assert.equal(missing.status, 401);
    assert.match(missing.headers.get("www-authenticate") ?? "", /^Bearer authorization_uri=/);
  });
});
