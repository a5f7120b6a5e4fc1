import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { notification } from "../../../../src/report/notifications/notification.ts";
import { specimenFacts } from "../../../../src/report/specimen/specimenFacts.ts";
import { Simulation } from "../../../support/world/simulation.ts";
import type { ReceivedNotification } from "../../../../local/azure/notifications/notificationInbox.ts";

const at = "2026-11-23T02:06:00.000Z";
const sample = (kind: "teams" | "cloudevents"): Record<string, unknown> =>
  JSON.parse(notification(kind, specimenFacts(at), at).body) as Record<string, unknown>;
const eventType = "application/cloudevents+json";

describe("the simulated webhooks", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  const post = async (kind: string, body: unknown, headers: Record<string, string> = {}) => {
    const { status } = await fetch(`${simulation.azure.azureUrl}/notifications/${kind}`, {
      method: "POST",
      headers: { "content-type": kind === "teams" ? "application/json" : eventType, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const all = (await simulation.control("GET", "/notifications")).body as ReceivedNotification[];
    const received = all.at(-1);
    assert.ok(received !== undefined);
    return { status, received, problems: received.problems.join(" ") };
  };

  it("are the app's by its settings, one of each kind", () => {
    const { NOTIFY_WEBHOOKS = "", NOTIFY_WEBHOOK_SECRET = "" } = simulation.azure.settings;
    assert.deepEqual(
      (JSON.parse(NOTIFY_WEBHOOKS) as { kind: string; url: string }[]).map(({ kind, url }) => [
        kind,
        new URL(url).pathname,
      ]),
      [
        ["teams", "/notifications/teams"],
        ["cloudevents", "/notifications/cloudevents"],
      ],
    );
    assert.ok(NOTIFY_WEBHOOK_SECRET.length >= 16);
  });

  it("keep what they get, with its headers and the time of the simulation", async () => {
    const { status, received } = await post("teams", sample("teams"), { "x-test": "1" });
    assert.equal(status, 202);
    assert.deepEqual([received.kind, received.problems, received.signatureValid], ["teams", [], null]);
    assert.deepEqual(received.body, sample("teams"));
    assert.equal(received.headers["x-test"], "1");
    assert.equal(received.receivedAt, new Date(simulation.clock.now()).toISOString());
  });

  it("are shown by number, and in a list without what is large", async () => {
    await post("teams", sample("teams"));
    await post("cloudevents", sample("cloudevents"));
    const { body } = await simulation.control("GET", "/notifications?last=1&summary=true");
    const [listed, ...others] = body as { number: number; kind: string }[];
    assert.deepEqual([listed?.kind, others], ["cloudevents", []]);
    assert.deepEqual(Object.keys(listed ?? {}), [
      "number",
      "kind",
      "receivedAt",
      "problems",
      "signatureValid",
    ]);
    const whole = await simulation.control("GET", `/notifications/${listed?.number ?? 0}`);
    assert.deepEqual((whole.body as { body: unknown }).body, sample("cloudevents"));
    assert.equal((await simulation.control("GET", "/notifications/0")).status, 404);
    assert.equal((await simulation.control("GET", "/notifications/999")).status, 404);
  });

  /** The sample card with its content changed. */
  const card = (change: (content: Record<string, unknown>) => object) => {
    const message = sample("teams") as { attachments: { content: Record<string, unknown> }[] };
    return {
      ...message,
      attachments: message.attachments.map((one) => ({
        ...one,
        content: { ...one.content, ...change(one.content) },
      })),
    };
  };
  for (const [what, body, problem] of [
    ["text", "hello", /no JSON object/],
    ["another envelope", { text: "hello" }, /"type" is not "message".*not one attachment/],
    ["a card without the envelope", sample("teams").attachments, /no JSON object|not one attachment/],
    ["an unknown element", card(() => ({ body: [{ type: "Chart" }] })), /Chart/],
    ["an unknown member", card(() => ({ colour: "red" })), /card\.colour/],
    [
      "a value that does not exist",
      card(() => ({ body: [{ type: "TextBlock", text: "x", size: "Giant" }] })),
      /Giant/,
    ],
    ["an action of no kind", card(() => ({ actions: [{ type: "Action.Dance" }] })), /Action\.Dance/],
    ["29 KiB", card(() => ({ fallbackText: "x".repeat(29 * 1024) })), /bytes; 28672 are allowed/],
  ] as const)
    it(`object to a Teams message with ${what}`, async () => {
      const { status, problems } = await post("teams", body);
      assert.equal(status, 400);
      assert.match(problems, problem);
    });

  for (const [what, change, problem] of [
    ["no id", { id: undefined }, /./],
    ["no source", { source: "" }, /./],
    ["another version", { specversion: "0.3" }, /./],
    ["a time that is none", { time: "yesterday" }, /./],
    ["more than 64 KiB", { data: "x".repeat(70_000) }, /65536 are allowed/],
  ] as const)
    it(`object to a CloudEvent with ${what}`, async () => {
      const { status, problems } = await post("cloudevents", { ...sample("cloudevents"), ...change });
      assert.equal(status, 400);
      assert.match(problems, problem);
    });

  it("object to a CloudEvent with another content type", async () => {
    const { status, problems } = await post("cloudevents", sample("cloudevents"), {
      "content-type": "application/json",
    });
    assert.equal(status, 400);
    assert.match(problems, /content type/);
  });

  it("take a right signature, and refuse a wrong, an old and a malformed one", async () => {
    const body = JSON.stringify(sample("cloudevents"));
    const key = simulation.azure.settings.NOTIFY_WEBHOOK_SECRET ?? "";
    const sign = (secret: string, seconds = Math.floor(Date.now() / 1000)) =>
      `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
    const given = async (signature: string) => {
      const { status, received } = await post("cloudevents", body, { "x-capture-signature": signature });
      return [status, received.signatureValid];
    };
    assert.deepEqual(await given(sign(key)), [202, true]);
    assert.deepEqual(await given(sign(`${key}x`)), [401, false]);
    assert.deepEqual(await given(sign(key, Math.floor(Date.now() / 1000) - 600)), [401, false]);
    assert.deepEqual(await given("v1=00"), [401, false]);
  });
});
