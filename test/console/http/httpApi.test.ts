import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ApiError } from "../../../src/console/http/apiError.ts";
import { HttpApi } from "../../../src/console/http/httpApi.ts";
import { startApiServer } from "../../support/console/apiServer.ts";
import type { Access } from "../../../src/console/http/access.ts";

const signedIn: Access = { mode: "signedIn" };
const withKey: Access = { mode: "key", key: "secret-key" };

const problem = (status: number, more: object = {}) => ({
  status,
  headers: { "Content-Type": "application/problem+json", "Retry-After": "15" },
  body: { type: "about:blank", title: "x", status, detail: "The reason.", ...more },
});

const failureOf = async (call: Promise<unknown>): Promise<ApiError> => {
  const error = await call.then(
    () => null,
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof ApiError);
  return error;
};

describe("the page's calls", () => {
  it("go to the signed-in routes without a key", async () => {
    await using server = await startApiServer(() => ({ body: {} }));
    const api = new HttpApi({ access: signedIn, origin: server.origin });
    await api.viewer();
    await api.list(200);
    await api.capture("alert-1");
    await api.file("alert-1", "/subscriptions/a b");
    await api.evidence("alert-1");
    await api.armed();
    assert.deepEqual(
      server.received.map(({ method, path }) => `${method} ${path}`),
      [
        "GET /api/ui/api/viewer",
        "GET /api/ui/api/captures?top=200",
        "GET /api/ui/api/captures/alert-1?include=page",
        "GET /api/ui/api/captures/alert-1/file?vm=%2Fsubscriptions%2Fa%20b",
        "GET /api/ui/api/captures/alert-1/evidence",
        "GET /api/ui/api/armed",
      ],
    );
    assert.ok(server.received.every(({ headers }) => headers["x-functions-key"] === undefined));
    assert.ok(server.received.every(({ headers }) => headers["x-requested-with"] === "capture-on-alert"));
  });

  it("have the function key in a header and never in the address", async () => {
    await using server = await startApiServer(() => ({ body: {} }));
    const api = new HttpApi({ access: withKey, origin: server.origin });
    await api.stop("alert-1", true);
    await api.preview({ vmId: "vm" });
    await api.start({ vmId: "vm" }, "request-1");
    await api.testEmail();
    assert.deepEqual(
      server.received.map(({ method, path, body }) => `${method} ${path} ${body}`),
      [
        'POST /api/captures/alert-1/stop {"force":true}',
        'POST /api/captures?whatIf=true {"vmId":"vm"}',
        'POST /api/captures {"vmId":"vm"}',
        "POST /api/test-email ",
      ],
    );
    assert.ok(server.received.every(({ headers }) => headers["x-functions-key"] === "secret-key"));
    assert.equal(server.received[2]?.headers["idempotency-key"], "request-1");
  });

  it("have the evidence record as it is, byte for byte", async () => {
    const text = '{\n  "schema": 1,\n  "name": "é"\n}\n';
    await using server = await startApiServer(() => ({ body: text }));
    const api = new HttpApi({ access: withKey, origin: server.origin });
    assert.equal(await api.evidence("alert-1"), text);
  });

  it("escape an id, so that it stays one part of the path", async () => {
    await using server = await startApiServer(() => ({ body: {} }));
    await new HttpApi({ access: withKey, origin: server.origin }).capture("../health?x");
    assert.equal(server.received[0]?.path, "/api/captures/..%2Fhealth%3Fx?include=page");
  });
});

describe("an answer that has not changed", () => {
  it("is the very same object after a 304", async () => {
    await using server = await startApiServer(({ headers }) =>
      headers["if-none-match"] === '"1"'
        ? { status: 304 }
        : { headers: { ETag: '"1"' }, body: { captures: [], truncated: false } },
    );
    const api = new HttpApi({ access: withKey, origin: server.origin });
    const first = await api.list(200);
    assert.equal(await api.list(200), first);
    assert.equal(server.received[1]?.headers["if-none-match"], '"1"');
  });

  it("is the very same object when the text is the same", async () => {
    await using server = await startApiServer(() => ({ body: { captures: [], truncated: false } }));
    const api = new HttpApi({ access: withKey, origin: server.origin });
    assert.equal(await api.list(200), await api.list(200));
  });

  it("is another object once the text differs", async () => {
    let count = 0;
    await using server = await startApiServer(() => ({ body: { captures: [], truncated: count++ > 0 } }));
    const api = new HttpApi({ access: withKey, origin: server.origin });
    assert.equal((await api.list(200)).truncated, false);
    assert.equal((await api.list(200)).truncated, true);
  });

  it("is forgotten after twenty others", async () => {
    await using server = await startApiServer(() => ({ headers: { ETag: '"1"' }, body: {} }));
    const api = new HttpApi({ access: withKey, origin: server.origin });
    for (let number = 0; number < 21; number += 1) await api.capture(`alert-${number}`);
    await api.capture("alert-0");
    assert.equal(server.received.at(-1)?.headers["if-none-match"], undefined);
  });
});

describe("an error", () => {
  it("has the app's own words, its fields and how long to wait", async () => {
    await using server = await startApiServer(() =>
      problem(503, { problems: ["EMAIL_SENDER is required."] }),
    );
    const error = await failureOf(new HttpApi({ access: withKey, origin: server.origin }).list(200));
    assert.equal(error.message, "The reason.");
    assert.equal(error.status, 503);
    assert.equal(error.retryAfterSeconds, 15);
    assert.deepEqual(error.problem?.problems, ["EMAIL_SENDER is required."]);
  });

  it("is told in plain words where the host has none", async () => {
    await using server = await startApiServer(() => ({ status: 502, body: "<html>Bad Gateway</html>" }));
    const error = await failureOf(new HttpApi({ access: withKey, origin: server.origin }).list(200));
    assert.equal(error.message, "The app is not reachable at the moment.");
    assert.equal(error.problem, null);
  });

  it("says that the app does not answer when the connection breaks", async () => {
    await using server = await startApiServer(() => "reset");
    const error = await failureOf(new HttpApi({ access: withKey, origin: server.origin }).list(200));
    assert.equal(error.status, 0);
    assert.equal(error.message, "The app does not answer.");
  });

  it("is one where the answer is not JSON, or leads elsewhere", async () => {
    await using server = await startApiServer(({ path }) =>
      path.includes("top=1")
        ? { body: "<html>Sign in</html>" }
        : { status: 302, headers: { Location: "https://login.example/" } },
    );
    const api = new HttpApi({ access: withKey, origin: server.origin });
    assert.match((await failureOf(api.list(1))).message, /not readable/);
    assert.equal((await failureOf(api.list(2))).status, 0);
  });

  it("of a key that is no longer accepted asks again", async () => {
    const refused: string[] = [];
    await using server = await startApiServer(() => ({ status: 401, body: "" }));
    const onRefused = ({ message }: ApiError) => refused.push(message);
    await failureOf(new HttpApi({ access: withKey, origin: server.origin, onRefused }).list(200));
    assert.deepEqual(refused, ["The app did not accept the sign-in."]);
  });
});

describe("health", () => {
  it("is asked at its one address, and a problem is an answer", async () => {
    await using server = await startApiServer(() =>
      problem(503, { problems: ["EMAIL_SENDER is required."] }),
    );
    const health = await new HttpApi({ access: signedIn, origin: server.origin }).health();
    assert.equal(health.status, 503);
    assert.equal(server.received[0]?.path, "/api/health");
  });
});
