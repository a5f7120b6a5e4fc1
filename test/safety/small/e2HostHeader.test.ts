import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { statusLinks } from "../../../src/functions/http/statusLinks.ts";
import { rawRequest } from "../../support/http/rawRequest.ts";
import { common, vmId, World } from "../../support/world/world.ts";

const forged = "evil.example";

/** Headers in which a caller or a proxy names a host. */
const hostHeaders: readonly Readonly<Record<string, string>>[] = [
  { host: forged },
  { host: `${forged}:7071` },
  ...[
    ...["x-forwarded-host", "x-original-host", "x-host", "x-forwarded-server", "x-http-host-override"],
    ...["x-original-url", "x-rewrite-url", "disguised-host", "was-default-hostname", "origin", "referer"],
  ].map((name) => ({ [name]: name.endsWith("url") || name === "referer" ? `https://${forged}/` : forged })),
  { forwarded: `for=1.2.3.4;host=${forged};proto=https` },
  { "x-forwarded-proto": "javascript", "x-forwarded-host": forged, "x-forwarded-port": "1" },
];

describe("E: links", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  it("the Host header, a proxy's and the request's own target decide no link", async (t: TestContext) => {
    const { url } = world.environment;
    const alert = JSON.stringify(await common("WEB01"));
    const onDemand = JSON.stringify({ vmId: vmId("WEB02") });
    const { id } = JSON.parse((await rawRequest(url, "POST", "/api/alerts", { body: alert })).text) as {
      id: string;
    };
    let answers = 0;
    for (const headers of hostHeaders)
      for (const [method, route, body, status] of [
        ["POST", "/api/alerts", alert, 202],
        ["POST", "/api/captures", onDemand, 202],
        ["GET", `/api/captures/${id}/status`, "", 202],
        ["GET", `/api/captures/${id}`, "", 200],
      ] as const) {
        const answer = await rawRequest(url, method, route, { headers, body });
        assert.equal(answer.status, status, JSON.stringify(headers));
        assert.ok(!answer.all.includes("evil"), `${JSON.stringify(headers)}: ${answer.all}`);
        if (status === 202) assert.ok(answer.all.includes(`"location":"${url}/`), answer.all);
        answers += 1;
      }
    const whole = await rawRequest(url, "POST", `http://${forged}/api/alerts`, { body: alert });
    assert.deepEqual([whole.status, whole.all.includes("evil")], [202, false]);
    const noHost = await rawRequest(url, "POST", "/api/alerts", {
      headers: { host: `x@${forged}` },
      body: alert,
    });
    assert.deepEqual([noHost.status, noHost.all.includes("evil")], [400, false]);
    t.diagnostic(`${answers + 2} answers to requests that name another host: every link is the app's own`);
  });

  it("the links name WEBSITE_HOSTNAME, or without it the host that the Durable extension uses", () => {
    const path = "/runtime/webhooks/durabletask/instances/alert-1";
    const durable = {
      id: "alert-1",
      statusQueryGetUri: `http://localhost:7071${path}?code=k`,
      sendEventPostUri: `http://localhost:7071${path}/raiseEvent/{eventName}?code=k`,
    };
    const appOrigin = "https://app.example";
    const links = (statusUrls: "app" | "durable", origin: string | null) =>
      statusLinks(durable, { statusUrls, appOrigin: origin });
    assert.deepEqual(links("durable", null), durable);
    assert.deepEqual(links("durable", appOrigin), {
      id: "alert-1",
      statusQueryGetUri: `${appOrigin}${path}?code=k`,
      sendEventPostUri: `${appOrigin}${path}/raiseEvent/{eventName}?code=k`,
    });
    for (const [origin, expected] of [
      [appOrigin, appOrigin],
      [null, "http://localhost:7071"],
    ] as const)
      assert.deepEqual(links("app", origin), {
        id: "alert-1",
        statusQueryGetUri: `${expected}/api/captures/alert-1/status`,
        sendEventPostUri: `${expected}/api/captures/alert-1/stop`,
      });
  });
});
