import assert from "node:assert/strict";
import { it } from "node:test";
import { version } from "../../../src/version.ts";
import { principal, tenantId } from "../../support/http/principal.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import type { Viewer } from "../../../src/api/viewer.ts";
import type { World } from "../../support/world/world.ts";

const links = [
  { label: "Lab: fire a test alert", href: "/lab" },
  { label: "Runbook", href: "https://wiki.example.com/captures" },
];
const settings = {
  WEBSITE_AUTH_ENABLED: "True",
  PAGE_LINKS: JSON.stringify(links),
  REPORT_TIME_ZONE: "Europe/Berlin",
  CAPTURE_TIME_LIMIT_SECONDS: "60",
};

async function viewerOf(world: World, path: string, headers: Record<string, string> = {}): Promise<Viewer> {
  const response = await fetch(`${world.environment.url}/api/${path}`, { headers });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  return (await response.json()) as Viewer;
}

it("GET /api/viewer tells the page what it needs to know: to a key everything is open", async () => {
  await inWorld(settings, async (world) => {
    const { limits, ...viewer } = await viewerOf(world, "viewer");
    assert.deepEqual(viewer, {
      user: null,
      rights: ["read", "operate"],
      signOut: null,
      version,
      timeZone: "Europe/Berlin",
      links,
    });
    assert.deepEqual([limits.timeLimitSeconds, limits.filters], [60, []]);
    // Whoever has a key is nobody by name, also when the browser is signed in.
    const signedIn = { "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com" };
    assert.equal((await viewerOf(world, "viewer", signedIn)).user, null);
  });
});

it("GET /api/ui/api/viewer tells a person's name, rights and where to sign out", async () => {
  await inWorld(settings, async (world) => {
    const as = (name: string, ...roles: string[]) => {
      const claims = [{ typ: "tid", val: tenantId }, ...roles.map((val) => ({ typ: "roles", val }))];
      const headers = { "X-MS-CLIENT-PRINCIPAL": principal(claims), "X-MS-CLIENT-PRINCIPAL-NAME": name };
      return viewerOf(world, "ui/api/viewer", headers);
    };
    const reader = await as("alice@example.com", "Captures.Read");
    assert.deepEqual([reader.user, reader.rights], ["alice@example.com", ["read"]]);
    assert.equal(reader.signOut, "/.auth/logout?post_logout_redirect_uri=%2Fapi%2Fui");
    assert.deepEqual(reader.links, links);
    assert.deepEqual((await as("bob", "Captures.Operate")).rights, ["read", "operate"]);
    assert.deepEqual((await as("bob", "Captures.Operate", "Captures.Read")).rights, ["read", "operate"]);
    assert.ok(((await as("x".repeat(9000), "Captures.Read")).user?.length ?? 0) <= 256);
  });
});
