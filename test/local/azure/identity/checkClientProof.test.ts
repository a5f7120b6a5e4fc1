import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  WorkloadIdentityCredential,
} from "@azure/identity";
import { world } from "../../../../local/azure/world.ts";
import { issue, makeCertificate, makeIssuer } from "../../../support/proofs.ts";
import { Simulation } from "../../../support/world/simulation.ts";

const scope = "https://management.azure.com/.default";

describe("simulated sign-in without a secret", () => {
  const issuer = makeIssuer();
  let simulation: Simulation;
  let directory: string;
  let certificate: { cert: string; key: string };
  let other: { cert: string; key: string };
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "assertions-test-"));
    simulation = await Simulation.start();
    certificate = await makeCertificate();
    other = await makeCertificate();
    const { issuer: name, subject, publicKey } = issuer;
    const federatedCredentials = [{ issuer: name, subject, publicKey }];
    const answer = await put({ certificates: [certificate.cert], federatedCredentials });
    assert.equal(answer.status, 200);
  });
  after(async () => {
    await simulation.close();
    await rm(directory, { recursive: true });
  });

  const put = (body: unknown) =>
    fetch(`${simulation.azure.controlUrl}/credentials`, { method: "PUT", body: JSON.stringify(body) });
  const options = () => ({
    authorityHost: simulation.azure.azureUrl,
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  });
  const withCertificate = (pem: string, client: string = world.client.id) =>
    new ClientCertificateCredential(world.tenant, client, { certificate: pem }, options()).getToken(scope);
  const withToken = (token: string) =>
    new ClientAssertionCredential(
      world.tenant,
      world.client.id,
      () => Promise.resolve(token),
      options(),
    ).getToken(scope);

  /** The response of the token endpoint to a hand-made form. */
  async function answer(changes: Record<string, string>): Promise<string> {
    const form = { client_id: world.client.id, grant_type: "client_credentials", scope, ...changes };
    const url = `${simulation.azure.azureUrl}/${world.tenant}/oauth2/v2.0/token`;
    const response = await fetch(url, { method: "POST", body: new URLSearchParams(form) });
    const { error, error_description: text } = (await response.json()) as Record<string, string>;
    return `${response.status} ${error ?? ""} ${text?.split(":")[0] ?? ""}`;
  }

  it("accepts an assertion that the SDK signs with a registered certificate", async () => {
    const { token } = await withCertificate(certificate.key + certificate.cert);
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
      string,
      unknown
    >;
    assert.equal(claims.appid, world.client.id);
    assert.equal(claims.oid, world.client.objectId);
  });

  it("rejects another certificate, and a registered one with another key", async () => {
    await assert.rejects(withCertificate(other.key + other.cert), /AADSTS700027/);
    await assert.rejects(withCertificate(other.key + certificate.cert), /AADSTS700027/);
  });

  it("accepts a token of a trusted issuer that the SDK reads from a file", async () => {
    const tokenFilePath = join(directory, "token");
    await writeFile(tokenFilePath, `${issue(issuer)}\n`);
    const names = { tenantId: world.tenant, clientId: world.client.id, tokenFilePath };
    const credential = new WorkloadIdentityCredential({ ...names, ...options() });
    assert.equal((await credential.getToken(scope)).token.split(".").length, 3);
  });

  it("rejects a token of another issuer, subject, audience, time or key", async () => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    await assert.rejects(withToken(issue(issuer, { iss: "https://other.example" })), /AADSTS700211/);
    await assert.rejects(withToken(issue(issuer, { sub: "somebody" })), /AADSTS700213/);
    await assert.rejects(withToken(issue(issuer, { aud: "api://other" })), /AADSTS700212/);
    await assert.rejects(withToken(issue(issuer, { exp: now - 301 })), /AADSTS700024/);
    await assert.rejects(withToken(issue(issuer, { nbf: now + 400 })), /AADSTS700024/);
    await assert.rejects(withToken(issue(issuer, {}, stranger)), /AADSTS50013/);
  });

  it("reports what is missing in a request", async () => {
    const jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    const client_assertion = issue(issuer, { iss: world.client.id, sub: world.client.id });
    const denied = "401 invalid_client AADSTS";
    assert.equal(await answer({}), `${denied}7000218`);
    assert.equal(await answer({ client_assertion }), `${denied}900144`);
    assert.equal(await answer({ client_assertion: "x.y", client_assertion_type: jwt }), `${denied}50027`);
    assert.equal(await answer({ client_assertion, client_assertion_type: jwt }), `${denied}700023`);
    const elsewhere = issue(issuer, { iss: world.client.id, sub: "somebody" });
    assert.equal(
      await answer({ client_assertion: elsewhere, client_assertion_type: jwt }),
      `${denied}700021`,
    );
  });

  it("shows the app registration, and rejects invalid certificates and keys", async () => {
    const view = (await (await fetch(`${simulation.azure.controlUrl}/credentials`)).json()) as Record<
      string,
      unknown
    >;
    assert.equal(view.tenantId, world.tenant);
    assert.equal(view.clientId, world.client.id);
    assert.equal(view.clientSecret, world.client.secret);
    for (const body of [
      { certificates: ["x"] },
      { certificates: "x" },
      { federatedCredentials: [{ issuer: "i", subject: "s" }] },
      { federatedCredentials: [{ issuer: "i", subject: "s", publicKey: "x" }] },
    ])
      assert.equal((await put(body)).status, 400, JSON.stringify(body));
    assert.deepEqual(await (await fetch(`${simulation.azure.controlUrl}/credentials`)).json(), view);
  });
});
