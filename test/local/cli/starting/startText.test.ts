import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startText, startView } from "../../../../local/cli/starting/startText.ts";

const url = "http://127.0.0.1:7071";

const facts = {
  url,
  pageUrl: `${url}/api/ui`,
  labUrl: `${url}/lab`,
  controlUrl: "http://127.0.0.1:7072",
  routes: [{ methods: ["GET"], path: "/api/captures", anonymous: false }],
  keys: null,
  stateDirectory: ".local",
  outboxDirectory: ".local/outbox",
  timeLimitSeconds: 300,
};

describe("startText", () => {
  it("begins with the pages for a browser", () => {
    const [, heading, captures, lab] = startText(facts).split("\n");
    assert.deepEqual([heading, captures], ["In a browser", "  Captures     http://127.0.0.1:7071/api/ui"]);
    assert.match(lab ?? "", /^ {2}Lab {10}http:\/\/127\.0\.0\.1:7071\/lab: /);
  });

  it("lists the routes for callers, and not those that the page has for itself", () => {
    const route = (path: string) => ({ methods: ["GET"], path, anonymous: true });
    const routes = ["/api/health", "/api/ui", "/api/ui/{file}", "/api/ui/api/captures"].map(route);
    const listed = startText({ ...facts, routes }).match(/^ {2}GET .*$/gm);
    assert.deepEqual(listed, ["  GET  /api/health"]);
  });

  it("says that the page asks for a key, and prints the keys, where functions require them", () => {
    const keys = { functions: { alerts: "a-key" }, host: "host-key", master: "master-key", durable: "d" };
    const text = startText({ ...facts, keys });
    assert.match(text, /\/api\/ui \(asks for a function key\)\n/);
    assert.match(text, /any function: host-key/);
    assert.doesNotMatch(startText(facts), /key\)/);
  });
});

describe("startView", () => {
  it("has both pages and the routes in one line", () => {
    const view = startView(facts);
    assert.deepEqual(
      [view.event, view.pageUrl, view.labUrl, view.routes],
      ["environment.ready", `${url}/api/ui`, `${url}/lab`, ["GET /api/captures"]],
    );
  });
});
