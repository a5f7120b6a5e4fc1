import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { principal, tenantId } from "../../support/http/principal.ts";
import { PageStage } from "../../support/page/pageStage.ts";
import { noBrowser } from "../../support/report/browser.ts";
import { common } from "../../support/world/world.ts";
import type { Visit } from "../../support/page/visit.ts";

/** Somebody whom App Service Authentication has signed in, with app roles. */
const person = (...roles: readonly string[]) => ({
  extraHTTPHeaders: {
    "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com",
    "X-MS-CLIENT-PRINCIPAL": principal([
      { typ: "tid", val: tenantId },
      { typ: "name", val: "Alice" },
      { typ: "preferred_username", val: "alice@example.com" },
      ...roles.map((val) => ({ typ: "roles", val })),
    ]),
  },
});

const stopButton = /^Stop the capture of WEB01$/i;

describe("the captures page behind App Service Authentication", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start(
      { WEBSITE_AUTH_ENABLED: "true", CAPTURE_TIME_LIMIT_SECONDS: "3600" },
      { enableAuth: true },
    );
    const key = stage.world.environment.keys?.functions.alerts ?? "";
    const body = JSON.stringify(await common("WEB01"));
    const response = await fetch(`${stage.origin}/api/alerts?code=${key}`, { method: "POST", body });
    assert.equal(response.status, 202);
    await stage.world.clock.runUntil(async () => (await stage.world.captures()).length > 0);
  });
  afterEach(() => stage.endVisits());
  after(() => stage.close());

  const row = ({ page }: Visit) => page.getByRole("row", { name: /WEB01/i });

  it("shows the captures to Captures.Read, without anything to do", async () => {
    const visit = await stage.visit("#/", person("Captures.Read"));
    await row(visit).waitFor();
    assert.equal(await visit.page.getByRole("button", { name: stopButton }).count(), 0);
    assert.equal(await visit.page.getByRole("link", { name: "Capture a VM" }).count(), 0);
    assert.deepEqual(visit.requestsTo("/api/captures"), []);
  });

  it("lets Captures.Operate stop a capture, with the header that no other site can send", async () => {
    const visit = await stage.visit("#/", person("Captures.Operate"));
    await row(visit).waitFor();
    await visit.page.getByRole("link", { name: "Capture a VM" }).first().waitFor();
    await visit.page.getByRole("button", { name: stopButton }).click();
    const dialog = visit.page.getByRole("dialog", { name: "Stop the capture?" });
    await dialog.getByRole("button", { name: "Stop" }).click();
    await dialog.waitFor({ state: "hidden" });
    const [stop] = visit.requests.filter(({ method }) => method === "POST");
    assert.match(stop?.url ?? "", /\/api\/ui\/api\/captures\/[^/]+\/stop$/);
    assert.equal(stop?.headers["x-requested-with"], "capture-on-alert");
  });

  it("says which app role is missing, and takes a function key instead", async () => {
    const visit = await stage.visit("#/", person("Other.Role"));
    await visit.page.getByText("Captures.Read").first().waitFor();
    assert.equal(await row(visit).count(), 0);
    await visit.page.getByRole("button", { name: /function key/i }).click();
    await visit.page.getByLabel("Function key").waitFor();
  });

  it("offers to sign in, and to come back to the same place", async () => {
    const visit = await stage.visit("#/?q=WEB01");
    const signIn = visit.page.getByRole("link", { name: "Sign in" });
    const back = encodeURIComponent("/api/ui#/?q=WEB01");
    assert.equal(await signIn.getAttribute("href"), `/.auth/login/aad?post_login_redirect_uri=${back}`);
    assert.equal(await row(visit).count(), 0);
  });
});

describe("the captures page without App Service Authentication", { skip: noBrowser }, () => {
  let stage: PageStage;
  before(async () => {
    stage = await PageStage.start({}, { enableAuth: true });
  });
  after(() => stage.close());

  it("believes no header that says who somebody is", async () => {
    const visit = await stage.visit("#/", person("Captures.Operate"));
    await visit.page.getByLabel("Function key").waitFor();
    await stage.endVisits();
  });
});
