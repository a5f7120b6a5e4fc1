import assert from "node:assert/strict";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { EmailClient, type EmailMessage } from "@azure/communication-email";
import { Simulation } from "../../../support/world/simulation.ts";

const message = (changes: Partial<EmailMessage> = {}): EmailMessage => ({
  senderAddress: "DoNotReply@captureonalert.azurecomm.net",
  content: { subject: "WEB01 captured", plainText: "As text: ä", html: "<p>As HTML: ä</p>" },
  recipients: { to: [{ address: "ops@example.com" }, { address: "on-call@example.com" }] },
  ...changes,
});

describe("simulated Communication Services", () => {
  let simulation: Simulation;
  let client: EmailClient;
  beforeEach(async () => {
    simulation = await Simulation.start();
    client = withKey(simulation.azure.emailConnectionString);
  });
  afterEach(() => simulation.close());

  const options = { retryOptions: { maxRetries: 0 } };
  const withKey = (connectionString: string) => new EmailClient(connectionString, options);
  const delivered = () => simulation.emails();
  const raw = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const token = await simulation.token("https://communication.azure.com/");
    const response = await fetch(`${simulation.azure.azureUrl}${path}?api-version=2025-09-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: body === null ? null : JSON.stringify(body),
    });
    return { response, body: (await response.json()) as { status?: string; error?: { code: string } } };
  };

  it("delivers a message signed with the access key, and keeps its text and HTML", async () => {
    const operationId = randomUUID();
    const poller = await client.beginSend(message(), { operationId });
    const result = await poller.pollUntilDone();
    assert.deepEqual([result.id, result.status], [operationId, "Succeeded"]);
    const [email, ...more] = await delivered();
    assert.equal(more.length, 0);
    assert.equal(email?.operationId, operationId);
    assert.deepEqual(email.to, ["ops@example.com", "on-call@example.com"]);
    assert.equal(email.subject, "WEB01 captured");
    assert.equal(email.posts, 1);
    assert.equal(email.receivedAt, new Date(simulation.clock.now()).toISOString());
    assert.equal((await simulation.control("GET", "/emails/1.html")).body, "<p>As HTML: ä</p>");
    assert.equal((await simulation.control("GET", "/emails/1.txt")).body, "As text: ä");
    assert.equal(await readFile(join(simulation.outbox, "1.html"), "utf8"), email.html);
    assert.equal(await readFile(join(simulation.outbox, "1.txt"), "utf8"), email.text);
  });

  it("keeps the headers of a message", async () => {
    const headers = { "Message-ID": "<a@captureonalert.azurecomm.net>", Importance: "high" };
    await client.beginSend(message({ headers }));
    assert.deepEqual((await delivered())[0]?.headers, headers);
  });

  it("delivers a message sent with the app's identity", async () => {
    const withToken = new EmailClient(simulation.azure.azureUrl, simulation.credential, options);
    await withToken.beginSend(message());
    assert.equal((await delivered()).length, 1);
  });

  it("delivers a message once that is sent twice with one operation id", async () => {
    const operationId = randomUUID();
    await client.beginSend(message(), { operationId });
    await client.beginSend(message(), { operationId: operationId.toUpperCase() });
    const emails = await delivered();
    assert.deepEqual(
      emails.map(({ posts }) => posts),
      [2],
    );
  });

  it("reports the status first as running, then as succeeded", async () => {
    const id = randomUUID();
    const sent = await raw("POST", "/emails:send", message(), { "operation-id": id });
    assert.equal(sent.response.status, 202);
    assert.equal(
      sent.response.headers.get("operation-location"),
      `${simulation.azure.azureUrl}/emails/operations/${id}?api-version=2025-09-01`,
    );
    assert.ok(sent.response.headers.get("retry-after"));
    const poll = async () => (await raw("GET", `/emails/operations/${id}`, null)).body.status;
    assert.deepEqual([await poll(), await poll(), await poll()], ["Running", "Succeeded", "Succeeded"]);
    assert.equal((await raw("GET", `/emails/operations/${randomUUID()}`, null)).response.status, 404);
  });

  it("refuses a wrong key and a token for another audience", async () => {
    const wrong = simulation.azure.emailConnectionString.replace(/accesskey=.*/, "accesskey=AAAA");
    await assert.rejects(withKey(wrong).beginSend(message()), { statusCode: 401, code: "Denied" });
    const token = await simulation.token("https://management.azure.com");
    const foreign = await raw("POST", "/emails:send", message(), { authorization: `Bearer ${token}` });
    assert.equal(foreign.response.status, 401);
    assert.deepEqual(await delivered(), []);
  });

  it("refuses a signature of another body and an old one", async () => {
    const url = new URL(`${simulation.azure.azureUrl}/emails:send?api-version=2025-09-01`);
    const key = simulation.azure.emailConnectionString.replace(/.*accesskey=/, "");
    const body = JSON.stringify(message());
    const post = async (headers: Record<string, string>) =>
      (await fetch(url, { method: "POST", headers, body })).status;
    const now = new Date();
    const other = signed({ url, key, body: "{}", date: now });
    assert.equal(await post(signed({ url, key, body, date: now })), 202);
    assert.equal(await post(other), 401);
    assert.equal(await post({ ...other, "x-ms-content-sha256": sha256(body) }), 401);
    const right = signed({ url, key, body, date: now });
    assert.equal(await post({ ...right, "x-ms-content-sha256": sha256("{}") }), 401);
    assert.equal(await post(signed({ url, key, body, date: new Date(now.getTime() - 600_000) })), 401);
  });
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

/** The headers of a POST signed with an access key. */
function signed({ url, key, body, date }: { url: URL; key: string; body: string; date: Date }) {
  const text = `POST\n${url.pathname}${url.search}\n${date.toUTCString()};${url.host};${sha256(body)}`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  return {
    "x-ms-date": date.toUTCString(),
    "x-ms-content-sha256": sha256(body),
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
}

describe("an email is refused", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  const to = [{ address: "ops@example.com" }];
  for (const [why, changes, status, code] of [
    [
      "from a domain that is not linked",
      { senderAddress: "DoNotReply@other.example" },
      404,
      "DomainNotLinked",
    ],
    [
      "from a user that is not configured",
      { senderAddress: "x@captureonalert.azurecomm.net" },
      400,
      "InvalidSenderUserName",
    ],
    ["without a sender", { senderAddress: undefined }, 400, "BadRequest"],
    ["without recipients", { recipients: { to: [] } }, 400, "BadRequest"],
    ["to an invalid address", { recipients: { to: [{ address: "ops" }] } }, 400, "BadRequest"],
    ["to more than 50", { recipients: { to: Array(51).fill(to[0]) } }, 400, "BadRequest"],
    ["without a subject", { content: { plainText: "x" } }, 400, "BadRequest"],
    ["without a body", { content: { subject: "x" } }, 400, "BadRequest"],
    ["with a broken attachment", { attachments: [{ name: "a" }] }, 400, "BadRequest"],
    [
      "with a header of two lines",
      { headers: { Importance: "high\r\nBcc: x@example.com" } },
      400,
      "BadRequest",
    ],
    ["with a header that has no name", { headers: { "": "high" } }, 400, "BadRequest"],
  ] as const)
    it(why, async () => {
      const token = await simulation.token("https://communication.azure.com/");
      const response = await fetch(`${simulation.azure.azureUrl}/emails:send?api-version=2025-09-01`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ ...message(), ...changes }),
      });
      const body = (await response.json()) as { error: { code: string } };
      assert.deepEqual([response.status, body.error.code], [status, code]);
      assert.deepEqual((await simulation.control("GET", "/emails")).body, []);
    });
});
