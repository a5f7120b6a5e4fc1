import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { listen, type Listener } from "../../../local/azure/http/listener.ts";
import { WebhookFault } from "../../../src/azure/webhooks/webhookFault.ts";
import { createWebhooks } from "../../../src/azure/webhooks/webhooks.ts";
import { loadConfig } from "../../../src/config.ts";
import { secrets, secretValues } from "../../support/secrets.ts";
import { trustedCertificate } from "../../support/world/simulation.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

const path = "/services/T0PSECRET/B1SECRET%2Fpart";
const query = "?api-version=1&sig=s1gnatur3SECRET%2B";
const webhookSecret = "0123456789abcdef";
const message = { contentType: "application/cloudevents+json", body: '{"ä":1}' };

interface Call {
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

describe("the webhooks", () => {
  const calls: Call[] = [];
  let answer: (response: ServerResponse) => void;
  let listener: Listener;
  before(async () => {
    const handle = (request: IncomingMessage, response: ServerResponse) =>
      void text(request).then((body) => {
        calls.push({ url: request.url ?? "", headers: request.headers, body });
        answer(response);
      });
    listener = await listen({ port: 0, tls: await trustedCertificate(), handle });
  });
  after(() => listener.close());

  const webhooks = (url = `https://127.0.0.1:${listener.port}${path}${query}`, kind = "cloudevents") =>
    createWebhooks(
      loadConfig({
        CAPTURE_STORAGE_ACCOUNT_ID:
          "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures",
        ...{ AzureWebJobsStorage: "UseDevelopmentStorage=true", AZURE_TIMEOUT_SECONDS: "1" },
        ...{ NOTIFY_EMAIL_TO: "oncall@example.com", EMAIL_SENDER: "alerts@example.com" },
        EMAIL_ENDPOINT: "https://email.example.com",
        NOTIFY_WEBHOOKS: JSON.stringify([{ kind, url }]),
        NOTIFY_WEBHOOK_SECRET: webhookSecret,
      }),
    );

  const post = (respond: typeof answer, ...at: Parameters<typeof webhooks>) => {
    answer = respond;
    return webhooks(...at).post(0, message);
  };
  const fault = async (respond: typeof answer, ...at: Parameters<typeof webhooks>): Promise<WebhookFault> => {
    try {
      await post(respond, ...at);
    } catch (error) {
      assert.ok(error instanceof WebhookFault, String(error));
      return error;
    }
    return assert.fail("it was sent");
  };
  const status =
    (code: number, body = "", headers: Record<string, string> = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(code, headers).end(body);

  it("post the body to the URL as it stands, without tokens and cookies, signed", async () => {
    assert.equal(await post(status(200, "ok", { "Set-Cookie": "a=1" })), 200);
    assert.equal(await post(status(204)), 204);
    const [first, second] = calls.slice(-2);
    assert.deepEqual([first?.url, first?.body], [path + query, message.body]);
    assert.equal(first?.headers["content-type"], message.contentType);
    assert.match(first.headers["user-agent"] ?? "", /^capture-on-alert\/\d/);
    assert.deepEqual([second?.headers.cookie, second?.headers.authorization], [undefined, undefined]);
    const [, seconds = "", signature] =
      /^t=(\d+),v1=(.*)$/.exec(String(first.headers["x-capture-signature"])) ?? [];
    const hash = createHmac("sha256", webhookSecret).update(`${seconds}.${message.body}`).digest("hex");
    assert.equal(signature, hash);
  });

  it("sign only CloudEvents", async () => {
    await post(status(202), undefined, "teams");
    assert.equal(calls.at(-1)?.headers["x-capture-signature"], undefined);
  });

  it("tell what may pass from what does not, by the status", async () => {
    const passing = async (code: number) => (await fault(status(code))).passing;
    for (const code of [408, 429, 500, 502, 503, 504]) assert.equal(await passing(code), true, String(code));
    for (const code of [301, 307, 308, 400, 401, 403, 404, 409, 410, 413])
      assert.equal(await passing(code), false, String(code));
    const { retryAfterSeconds } = await fault(status(429, "", { "Retry-After": "42" }));
    assert.equal(retryAfterSeconds, 42);
  });

  it("follow no redirect, and do not name its target", async () => {
    const count = calls.length;
    const target = `https://127.0.0.1:${listener.port}/elsewhere`;
    const { message: said, passing } = await fault(status(307, "", { Location: target }));
    assert.equal(calls.length, count + 1);
    assert.match(said, /307 .*redirects to another address, which is not followed/);
    assert.ok(!said.includes("elsewhere") && !passing);
  });

  it("repeat nothing of their URLs and no secret of an answer", async () => {
    const echo = [path, query, decodeURIComponent(path), path + query, "T0PSECRET", "s1gnatur3SECRET+"].join(
      " | ",
    );
    const texts = [echo, `${"x".repeat(290)}${path}`, ...secrets.map(({ text: one }) => one)];
    for (const one of texts) {
      const { message: said } = await fault(status(400, one));
      assert.doesNotMatch(said, /SECRET/);
      for (const value of secretValues) assert.ok(!said.includes(value), said);
      assert.ok(said.length < 500);
    }
  });

  it("end after the timeout where an endpoint does not answer, and where it never ends", async () => {
    const silent = await fault(() => undefined);
    assert.match(silent.message, /: no answer within 1 seconds$/);
    const endless = await fault((response) => void response.writeHead(500).write("begun"));
    assert.match(endless.message, /500 begun$/);
    assert.deepEqual([silent.passing, endless.passing], [true, true]);
  });

  it("do not wait for the rest of an answer that says yes", async () => {
    assert.equal(await post((response) => void response.writeHead(202).write("begun")), 202);
  });

  it("read no more of an answer than its beginning", async () => {
    let sent = 0;
    const { message: said } = await fault((response) => {
      response.writeHead(400);
      const more = () => {
        while (!response.destroyed && sent < 1e9 && response.write("y".repeat(65_536))) sent += 65_536;
      };
      response.on("drain", more);
      more();
    });
    assert.match(said, /400 y+/);
    assert.ok(sent < 100_000_000, String(sent));
  });

  it("say that an endpoint cannot be reached, which may pass", async () => {
    const { message: said, passing, status: none } = await fault(status(200), "https://127.0.0.1:9/x");
    assert.match(
      said,
      /^Notify the cloudevents endpoint at 127\.0\.0\.1:9: ECONNREFUSED the endpoint cannot be reached$/,
    );
    assert.deepEqual([passing, none], [true, null]);
    const unknown = await fault(status(200), "https://nobody.invalid/x");
    assert.equal(unknown.passing, true);
  });
});
