import assert from "node:assert/strict";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { World } from "../../support/world/world.ts";
import type { Choices } from "../../../local/lab/choices.ts";
import type { ControlView, Delivery, LabEmail } from "../../../local/lab/controlView.ts";

describe("the Lab beside the app", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  const lab = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${world.environment.labUrl}${path}`, init);
  const json = async <T>(path: string, init: RequestInit = {}): Promise<T> =>
    (await (await lab(path, init)).json()) as T;
  const put = (path: string, body: unknown) => lab(path, { method: "PUT", body: JSON.stringify(body) });

  /** With headers that fetch does not let a caller set. */
  const raw = async (method: string, path: string, headers: Record<string, string>, body = "") => {
    const call = request(`${world.environment.labUrl}${path}`, { method, headers });
    const answered = new Promise<IncomingMessage>((resolve) => call.once("response", resolve));
    call.end(body);
    const response = await answered;
    return { status: response.statusCode, body: await text(response) };
  };

  it("is a page whose files are its own, and which may ask nobody but its server", async () => {
    const page = await lab("");
    assert.equal(page.status, 200);
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'$/);
    const files = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path);
    assert.equal(files.length, 2);
    for (const path of files) {
      const file = await fetch(`${world.environment.url}${path}`);
      assert.equal(file.status, 200, path);
      assert.match(file.headers.get("cache-control") ?? "", /immutable/);
      assert.match(file.headers.get("content-type") ?? "", /^text\/(?:javascript|css)/);
    }
  });

  it("takes no path of the app, and the app none of its paths", async () => {
    const status = async (path: string) => (await fetch(`${world.environment.url}${path}`)).status;
    assert.equal(await status("/api/health"), 200);
    assert.equal(await status("/laboratory"), 404);
    assert.equal(await status("/lab/"), 200);
    assert.equal(await status("/lab/nothing.js"), 404);
    assert.equal(await status("/lab/..%2f..%2fpackage.json"), 404);
  });

  it("offers each kind of traffic and power state of the simulation", async () => {
    const choices = await json<Choices>("/api/choices");
    const vms = await json<ControlView["vms"]>("/api/vms");
    for (const vm of vms) {
      assert.ok(choices.traffic.some(({ name }) => name === vm.traffic));
      assert.ok(choices.powerStates.includes(vm.powerState));
    }
    for (const { name } of choices.traffic) {
      const changed = vms.map((vm) => ({ ...vm, traffic: name }));
      assert.equal((await put("/api/vms", changed)).status, 200);
    }
    assert.equal((await put("/api/vms", vms)).status, 200);
  });

  it("fires every alert that it offers, and each is understood", async () => {
    const { alerts } = await json<Choices>("/api/choices");
    for (const { name } of alerts) {
      const body = JSON.stringify(
        ["common", "legacy"].includes(name) ? { vm: "WEB01", schema: name } : { vm: "WEB01", sample: name },
      );
      const { attempts } = await json<Delivery>("/api/alerts", { method: "POST", body });
      const isCaptured = !["activity-log", "not-a-vm"].includes(name);
      assert.deepEqual(
        attempts.map(({ status }) => status),
        [isCaptured ? 202 : 200],
        name,
      );
    }
  });

  it("shows the mail in a frame where nothing runs and nothing loads", async () => {
    await world.run(
      await world.control<Delivery>("POST", "/alerts", { vm: "WEB02" }).then(({ payload }) => payload),
    );
    const emails = await json<readonly LabEmail[]>("/api/emails?last=1&summary=true");
    assert.deepEqual(
      emails.flatMap((email) => Object.keys(email)).filter((name) => ["html", "text"].includes(name)),
      [],
    );
    const number = emails[0]?.number ?? 0;
    const mail = await lab(`/api/emails/${number}.html`);
    assert.match(mail.headers.get("content-type") ?? "", /^text\/html/);
    const policy = mail.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /script-src|allow-scripts|allow-same-origin/);
    assert.match(policy, /; sandbox /);
    const html = await mail.text();
    assert.match(html, /<base target="_blank">/);
    const [sent] = (await world.emails()).slice(-1);
    assert.equal(html.replace('<base target="_blank">', ""), sent?.html);
    assert.equal(await (await lab(`/api/emails/${number}.txt`)).text(), sent?.text);
    assert.equal((await lab("/api/emails/9999.html")).status, 404);
  });

  for (const [what, method, path] of [
    ["a path that the page does not need", "GET", "/api/captures"],
    ["the app registration's credentials", "GET", "/api/credentials"],
    ["a path above", "GET", "/api/..%2fvms"],
    ["no path", "GET", "/api/"],
  ] as const)
    it(`answers 404 to ${what}`, async () => {
      assert.equal((await lab(path, { method })).status, 404);
    });

  for (const [method, path, allow] of [
    ["DELETE", "/api/vms", "GET, PUT"],
    ["GET", "/api/alerts", "POST"],
    ["PUT", "/api/emails", "GET"],
    ["POST", "/api/choices", "GET"],
    ["POST", "", "GET"],
  ] as const)
    it(`answers 405 to ${method} /lab${path}, with the methods that are allowed`, async () => {
      const answer = await lab(path, { method });
      assert.deepEqual([answer.status, answer.headers.get("allow")], [405, allow]);
    });

  it("refuses another site's requests, and they have no effect", async () => {
    const { host } = new URL(world.environment.url);
    const fault = JSON.stringify([{ path: "/evil", status: 500 }]);
    for (const headers of [
      { host, origin: "https://evil.example" },
      { host: "evil.example" },
      { host, "sec-fetch-site": "cross-site" },
    ]) {
      const answer = await raw("PUT", "/api/faults", headers, fault);
      assert.equal(answer.status, 403);
      assert.match(answer.body, /own page/);
      assert.equal((await raw("GET", "/api/emails", headers)).status, 403);
    }
    assert.equal((await raw("GET", "", { host: "evil.example" })).status, 403);
    assert.deepEqual(await world.control("GET", "/faults"), []);
  });

  it("gives the control API's refusals as they are", async () => {
    const answer = await put("/api/faults", [{ status: 500 }]);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /needs a \\"path\\"/);
  });
});
