import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { isDeep } from "../../support/depth.ts";
import { runConformance } from "../../support/runConformance.ts";
import { KeyedApp, textOf as text, type Answered } from "../../support/world/keyedApp.ts";
import { common, vmId } from "../../support/world/world.ts";

/** Whatever a caller with one key could try. */
const everything = (id: string): readonly (readonly [string, string])[] => [
  ["POST", "/api/captures"],
  ["GET", "/api/captures"],
  ["GET", `/api/captures/${id}`],
  ["GET", `/api/captures/${id}/status`],
  ["POST", `/api/captures/${id}/stop`],
  ["POST", "/api/test-email"],
  ["POST", "/api/test-notification"],
  ["GET", "/runtime/webhooks/durabletask/instances"],
  ["GET", `/runtime/webhooks/durabletask/instances/${id}`],
  ["POST", `/runtime/webhooks/durabletask/instances/${id}/raiseEvent/stop`],
  ["POST", `/runtime/webhooks/durabletask/instances/${id}/terminate?reason=x`],
  ["DELETE", `/runtime/webhooks/durabletask/instances/${id}`],
  ["POST", "/runtime/webhooks/durabletask/orchestrators/captureOnAlert"],
];

describe("B4: STATUS_URLS=app with keys on", () => {
  let app: KeyedApp;
  before(async () => {
    app = await KeyedApp.start({ STATUS_URLS: "app", CAPTURE_TIME_LIMIT_SECONDS: "12" });
  });
  after(() => app.close());

  it("lets no key out in any answer to alerts and requests, first or repeated", async (t: TestContext) => {
    const alert = await common("WEB01");
    const onDemand = { vmId: vmId("WEB02") };
    const answers = [
      await app.call("POST", "/api/alerts", app.keyOf("alerts"), alert),
      await app.call("POST", "/api/alerts", app.keyOf("alerts"), alert),
      await app.call("POST", `/api/alerts?code=${app.keyOf("alerts")}`, null, await common("WEB02")),
      await app.call("POST", "/api/captures", app.keyOf("captureOnDemand"), onDemand),
      await app.call("POST", `/api/captures?code=${app.keys.host}&clientId=default`, null, onDemand),
    ];
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.outcome]),
      ["accepted", "duplicate", "accepted", "accepted", "accepted"].map((outcome) => [202, outcome]),
    );
    for (const { all, headers, body } of answers) {
      assert.deepEqual(app.keysIn(all), []);
      assert.doesNotMatch(all, /code=|durabletask/i);
      assert.deepEqual(
        Object.keys(body).sort(),
        ["detail", "id", "outcome", "sendEventPostUri", "statusQueryGetUri"].sort(),
      );
      assert.equal(headers.get("location"), body.statusQueryGetUri);
      assert.equal(headers.get("retry-after"), "10");
    }
    t.diagnostic(
      `${answers.length} answers searched for ${Object.keys(app.keys.functions).length + 3} keys: none`,
    );
  });

  it("answers a status query as the Durable extension does, from the first query to the last", async (t) => {
    const fired = await app.call("POST", "/api/alerts", app.keyOf("alerts"), await common("WEB01", "WEB02"));
    const [id, uri] = [text(fired, "id"), text(fired, "statusQueryGetUri")];
    const key = app.keyOf("captureStatus");
    let compared = 0;
    const compare = async (instance: string, query = ""): Promise<Answered> => {
      const before = await app.durable(instance, query);
      const own = await app.call("GET", uri.replace(id, instance) + query, key);
      const durable = await app.durable(instance, query);
      // The instance went on meanwhile.
      if (JSON.stringify(before.body) !== JSON.stringify(durable.body)) return compare(instance, query);
      assert.equal(own.status, durable.status);
      assert.equal(JSON.stringify(own.body), JSON.stringify(durable.body));
      assert.equal(own.headers.get("retry-after"), durable.headers.get("retry-after"));
      assert.equal(own.headers.has("location"), durable.headers.has("location"));
      assert.deepEqual(app.keysIn(own.all), []);
      compared += 1;
      return own;
    };
    await app.world.clock.runUntil(async () => (await compare(id)).body.customStatus !== null);
    await app.world.clock.advance(6_000);
    const running = await compare(id);
    assert.deepEqual([running.status, running.headers.get("location")], [202, uri]);
    assert.equal((await compare(`${id}:1`)).body.name, "capturePackets");
    const brief = await compare(id, "?showInput=false");
    assert.equal(brief.headers.get("location"), `${uri}?showInput=false`);
    await app.world.clock.runUntil(async () => (await compare(id)).body.runtimeStatus === "Completed");
    const ended = await compare(id);
    assert.deepEqual([ended.status, ended.headers.get("location")], [200, null]);
    assert.equal((ended.body.output as { captures: unknown[] }).captures.length, 2);
    t.diagnostic(`${compared} answers equal to those of the Durable extension`);
  });

  it("answers for failed and terminated instances as the Durable extension does", async () => {
    const key = app.keyOf("captureStatus");
    const instances = "/runtime/webhooks/durabletask/instances";
    const [failed, terminated] = [`alert-${"f".repeat(32)}`, `alert-${"e".repeat(32)}`];
    // A name that no orchestrator has fails the instance.
    const start = `/runtime/webhooks/durabletask/orchestrators/nobody/${failed}`;
    assert.equal((await app.call("POST", start, app.keys.durable, {})).status, 202);
    const fired = await app.call("POST", "/api/alerts", app.keyOf("alerts"), await common("WEB01"));
    const stopped = text(fired, "id");
    await app.call("POST", `${instances}/${stopped}/terminate?reason=x`, app.keys.durable);
    await app.world.clock.runUntil(async () => (await app.durable(failed)).body.runtimeStatus === "Failed");
    await app.world.clock.runUntil(
      async () => (await app.durable(stopped)).body.runtimeStatus === "Terminated",
    );
    for (const [id, query, status] of [
      [failed, "", 200],
      [failed, "?returnInternalServerErrorOnFailure=true", 500],
      [failed, "?returnInternalServerErrorOnFailure=false", 200],
      [stopped, "?returnInternalServerErrorOnFailure=true", 200],
      [terminated, "", 404],
    ] as const) {
      const own = await app.call("GET", `/api/captures/${id}/status${query}`, key);
      const durable = await app.durable(id, query);
      assert.deepEqual([own.status, durable.status], [status, status], id + query);
      if (status !== 404) assert.deepEqual(own.body, durable.body);
    }
    for (const query of ["?showHistory=true", "?showInput=1", "?showInput="])
      assert.equal((await app.call("GET", `/api/captures/${failed}/status${query}`, key)).status, 400, query);
    for (const id of ["nonsense", "@entity@x", "..%2f..%2finstances", `alert-${"0".repeat(31)}`, "alert-x:1"])
      assert.equal((await app.call("GET", `/api/captures/${id}/status`, key)).status, 404, id);
  });

  it("stops a capture by its sendEventPostUri, whether or not a caller fills a placeholder in", async () => {
    const fired = await app.call("POST", "/api/alerts", app.keyOf("alerts"), await common("WEB01"));
    const uri = text(fired, "sendEventPostUri").replace("{eventName}", "stop");
    assert.equal((await app.call("POST", uri, app.keyOf("alerts"), null)).status, 401);
    assert.equal((await app.call("POST", uri, app.keyOf("stopCaptures"), null)).status, 202);
    await app.world.clock.runUntil(
      async () => (await app.durable(text(fired, "id"))).body.runtimeStatus === "Completed",
    );
  });

  it("opens nothing else to the key of alerts, with or without the URLs of its answer", async (t: TestContext) => {
    const key = app.keyOf("alerts");
    const fired = await app.call("POST", "/api/alerts", key, await common("WEB02"));
    const tries = everything(text(fired, "id"));
    const more = [
      ["GET", text(fired, "statusQueryGetUri")],
      ["GET", fired.headers.get("location") ?? ""],
      ["POST", text(fired, "sendEventPostUri")],
    ] as const;
    const inQuery = (where: string) => `${where}${where.includes("?") ? "&" : "?"}code=${key}`;
    for (const [method, where] of [...tries, ...more]) {
      const body = method === "POST" ? {} : undefined;
      assert.equal((await app.call(method, where, key, body)).status, 401, `${method} ${where}`);
      assert.equal(
        (await app.call(method, inQuery(where), null, body)).status,
        401,
        `${method} ${where} by query`,
      );
    }
    t.diagnostic(`${2 * (tries.length + more.length)} calls with the key of alerts: 401 each`);
  });

  it("passes the conformance scenarios, without those that need management URLs", async (t: TestContext) => {
    const { url, controlUrl } = app.world.environment;
    const site = ["--host", url, "--control", controlUrl, "--key", app.keys.host, "--status-urls", "app"];
    const few = ["singleVm.legacy", "purge"];
    const more = ["wrongKey", "duplicateLater", "stopAtOnce", "stopOfTwoVms", "show", "list", "onDemand"];
    const args = [...few, ...(isDeep ? more : [])].flatMap((name) => ["--only", name]);
    const results = await runConformance([...site, ...args], app.world.clock);
    const named = (wanted: string) => results.filter(({ result }) => result === wanted);
    assert.deepEqual(named("failed"), []);
    const past = [/hands out no management URLs/, /--versions/, /--expect-wrong-settings/];
    for (const { name, remark } of named("skipped"))
      assert.ok(
        past.some((reason) => reason.test(remark ?? "")),
        `${name}: ${remark ?? ""}`,
      );
    t.diagnostic(`${named("ok").length} conformance scenarios hold, ${named("skipped").length} skipped`);
  });
});

describe("B4: STATUS_URLS=durable, the default, with keys on", () => {
  let app: KeyedApp;
  before(async () => {
    app = await KeyedApp.start({ STATUS_URLS: "" });
  });
  after(() => app.close());

  it("hands out the check-status payload of Durable, which has its system key and no other", async () => {
    const fired = await app.call("POST", "/api/alerts", app.keyOf("alerts"), await common("WEB01"));
    assert.deepEqual(app.keysIn(fired.all), ["durable"]);
    const links = Object.keys(fired.body).filter((name) => name.endsWith("Uri"));
    for (const name of ["statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri"])
      assert.ok(links.includes(name), name);
    assert.match(text(fired, "sendEventPostUri"), /\/raiseEvent\/\{eventName\}\?/);
    assert.match(text(fired, "terminatePostUri"), /\/terminate\?reason=\{text\}&/);
    assert.equal((await app.call("GET", text(fired, "statusQueryGetUri"), null)).status, 202);
    assert.equal(fired.headers.get("location"), fired.body.statusQueryGetUri);
    assert.equal(fired.headers.get("retry-after"), "10");
    const own = await app.call(
      "GET",
      `/api/captures/${text(fired, "id")}/status`,
      app.keyOf("captureStatus"),
    );
    assert.deepEqual([own.status, app.keysIn(own.all)], [202, []]);
  });

  it("opens no other route and no management call to the key of alerts itself", async () => {
    for (const [method, where] of everything(`alert-${"0".repeat(32)}`)) {
      const body = method === "POST" ? {} : undefined;
      assert.equal(
        (await app.call(method, where, app.keyOf("alerts"), body)).status,
        401,
        `${method} ${where}`,
      );
    }
  });
});
