import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { EventLog } from "../../support/eventLog.ts";
import { actionGroup, tenantId, type Claim } from "../../support/http/principal.ts";
import {
  allRefuse,
  as,
  but,
  call,
  operator,
  other,
  person,
  reader,
  signedInRoutes,
  tenantClaim,
  unknownId,
  withRoles,
} from "../../support/http/signedIn.ts";
import { apiRoutes } from "../../support/openApi/apiDocument.ts";
import { registeredRoutes } from "../../support/openApi/registeredRoutes.ts";
import { instanceIds } from "../../support/world/calls.ts";
import { vmId, World } from "../../support/world/world.ts";

/** The app role of a route, as the document has it. */
function roleOf(id: string): string {
  const { operation } = apiRoutes.find((route) => route.operation.operationId === id) ?? assert.fail(id);
  const [, role] = /app role (\S+),/.exec(operation.responses["403"]?.description ?? "") ?? [];
  return role ?? assert.fail(`docs/openapi.json has no role for ${id}`);
}

it("every signed-in route is the twin of a route with a key", () => {
  assert.ok(signedInRoutes.length >= 6);
  for (const twin of signedInRoutes) {
    const path = twin.path.replace("/api/ui/api/", "/api/");
    const own = registeredRoutes.find((one) => one.path === path && one.method === twin.method);
    assert.ok(own !== undefined, twin.path);
    assert.equal(twin.id, `${own.id}SignedIn`);
    assert.deepEqual(twin.query, own.query);
    assert.ok(!own.isOpen && twin.isOpen, twin.id);
  }
});

describe("the signed-in routes with App Service Authentication", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    const settings = { WEBSITE_AUTH_ENABLED: "True", WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId };
    world = await World.start(settings, { enableAuth: true, log: log.add });
  });
  after(async () => {
    await world.close();
    process.env.WEBSITE_AUTH_AAD_ALLOWED_TENANTS = "";
  });

  const refusals = () => log.all().filter(({ event }) => event === "signIn.refused");
  const viewerOf = (claims: readonly Claim[]) => call(world, "GET", "/api/ui/api/viewer", as(claims));

  it("say where to sign in to whoever is not signed in, also with a malformed principal", async () => {
    const others = { "X-Requested-With": "x" };
    const malformed = ["%%%", "", "bnVsbA==", Buffer.from("[").toString("base64")];
    for (const headers of [others, ...malformed.map((one) => ({ ...others, "X-MS-CLIENT-PRINCIPAL": one }))])
      await allRefuse(world, headers, 401, /^Sign in with Microsoft Entra\.$/, "/.auth/login/aad");
    const named = {
      ...others,
      "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com",
      "X-MS-CLIENT-PRINCIPAL-ID": other,
    };
    await allRefuse(world, named, 401, /^Sign in/, "/.auth/login/aad");
  });

  it("refuse another provider, another tenant and contradicting claims", async () => {
    const entra = /^The caller is not signed in with Microsoft Entra\.$/;
    await allRefuse(world, as(operator, "github"), 403, entra);
    await allRefuse(world, { ...as(operator), "X-MS-CLIENT-PRINCIPAL-IDP": "google" }, 403, entra);
    await allRefuse(world, { ...as(operator), "X-MS-CLIENT-PRINCIPAL": "e30" }, 403, entra);
    const tenant = /^The caller belongs to another tenant\.$/;
    await allRefuse(world, as(but(operator, tenantClaim)), 403, tenant);
    await allRefuse(world, as(but(operator, tenantClaim, other)), 403, tenant);
    await allRefuse(world, as(but(operator, "tid", other)), 403, tenant);
    await allRefuse(world, as(but(operator, tenantClaim, tenantId, other)), 403, tenant);
  });

  it("name the app role that is missing", async () => {
    for (const claims of [
      person,
      actionGroup,
      withRoles("captures.read", "Captures.ReadWrite", "Captures", "Captures.Read,Captures.Operate"),
      but(reader, "roles"),
      [...person, { typ: "scp", val: "Captures.Operate" }],
    ])
      for (const { method, path, id } of signedInRoutes) {
        const answer = await call(world, method, path, as(claims), method === "POST" ? {} : undefined);
        const role = roleOf(id);
        assert.deepEqual(
          [answer.status, answer.body.detail],
          [403, `The caller does not have the app role ${role}.`],
        );
      }
  });

  it("let Captures.Read look, and Captures.Operate do the rest too", async () => {
    // The email service refuses at once, instead of sending for some seconds.
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 404, body: {} }]);
    for (const { method, path, id } of signedInRoutes) {
      const body = method === "POST" ? {} : undefined;
      const [read, operate] = [
        await call(world, method, path, as(reader), body),
        await call(world, method, path, as(operator), body),
      ];
      const isOperating = roleOf(id) === "Captures.Operate";
      assert.equal(read.status === 403, isOperating, `${id}: ${read.status}`);
      // Unknown ids and an empty body get this far: each handler answers for itself.
      assert.ok(![401, 403].includes(operate.status), `${id}: ${operate.status}`);
      if (isOperating) assert.match(String(read.body.detail), /app role Captures\.Operate\.$/);
    }
    await world.control("PUT", "/faults", []);
  });

  it("take a role in each form that the platform writes, whatever else the person has", async () => {
    const long = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";
    for (const claims of [
      [...person, { typ: long, val: "Captures.Read" }],
      withRoles("Another", "Captures.Read"),
      [...reader, { typ: "tid", val: tenantId.toUpperCase() }],
    ])
      assert.equal((await viewerOf(claims)).status, 200);
  });

  it("need no key, which opens none of them either, while the routes with a key still need theirs", async () => {
    const { keys, url } = world.environment;
    for (const { method, path } of registeredRoutes.filter(({ isOpen }) => !isOpen)) {
      const answer = await fetch(`${url}${path.replace("{id}", unknownId)}`, {
        method,
        headers: as(operator),
      });
      assert.deepEqual([answer.status, await answer.text()], [401, ""], path);
    }
    await allRefuse(world, { "x-functions-key": keys?.host ?? "" }, 401, /^Sign in/, "/.auth/login/aad");
  });

  it("take no POST without the header that foreign pages cannot send, and nothing from another site", async () => {
    const listed = async () => (await call(world, "GET", "/api/ui/api/captures", as(reader))).body.captures;
    const before = await listed();
    const bare = Object.fromEntries(
      Object.entries(as(operator)).filter(([name]) => name !== "X-Requested-With"),
    );
    const posts = signedInRoutes.filter(({ method }) => method === "POST");
    assert.ok(posts.length >= 3);
    for (const { path } of posts)
      for (const contentType of ["text/plain", "application/json", "application/x-www-form-urlencoded"]) {
        const headers = { ...bare, "Content-Type": contentType };
        const answer = await call(world, "POST", path, headers, { vmId: vmId("WEB01") });
        assert.equal(answer.status, 403);
        assert.match(String(answer.body.detail), /header X-Requested-With/);
        assert.equal(answer.body.field, "X-Requested-With");
      }
    await allRefuse(world, { ...as(operator), "Sec-Fetch-Site": "cross-site" }, 403, /another site/);
    for (const site of ["same-origin", "none"])
      assert.equal(
        (await call(world, "GET", "/api/ui/api/captures", { ...bare, "Sec-Fetch-Site": site })).status,
        200,
      );
    assert.deepEqual(await listed(), before);
  });

  it("log every refusal, with a status alone, but for a browser that only asks whether it is signed in", async () => {
    log.entries.length = 0;
    await call(world, "GET", "/api/ui/api/viewer", {});
    assert.deepEqual(refusals(), []);
    await viewerOf(person);
    await call(world, "POST", `/api/ui/api/captures/${unknownId}/stop`, {});
    assert.deepEqual(
      refusals().map(({ fields, level, functionName }) => [fields, level, functionName]),
      [
        [{ status: 403 }, "warning", "viewerSignedIn"],
        [{ status: 401 }, "warning", "stopCapturesSignedIn"],
      ],
    );
  });
});

describe("the signed-in routes without App Service Authentication", () => {
  it("refuse everyone: anyone can send a principal", async () => {
    const world = await World.start({ WEBSITE_AUTH_ENABLED: "" });
    const before = await instanceIds(world);
    for (const headers of [{}, as(operator), as(reader), { "X-Requested-With": "x" }])
      await allRefuse(world, headers, 401, /^There is no sign-in here.*Use a function key\.$/, null);
    assert.deepEqual(await instanceIds(world), before);
    await world.close();
  });
});
