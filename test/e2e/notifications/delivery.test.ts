import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { EventLog } from "../../support/eventLog.ts";
import { analyzed, common, World } from "../../support/world/world.ts";

const settings = { AZURE_TIMEOUT_SECONDS: "1", NOTIFY_WEBHOOK_SECRET: "a-secret-of-the-operator" };

/** A CloudEvent, as far as tests look at it. */
interface Event {
  readonly id: string;
  readonly subject: string;
  readonly data: {
    readonly title: string;
    readonly captures: readonly {
      readonly lead: string | null;
      readonly outcome: string;
      readonly code: string;
    }[];
  };
}

describe("notifications beside the email", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    world = await World.start(settings, { log: log.add, notifies: true });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  /** Runs an alert to its end, with these faults; what arrived at the endpoints, and what was logged. */
  const run = async (...faults: readonly object[]) => {
    const before = (await world.notifications()).length;
    const logged = log.all().length;
    await world.control("PUT", "/faults", faults);
    const { outcome, emails } = await world.run(await common("WEB01"));
    const received = (await world.notifications()).slice(before);
    const of = (wanted: string) => received.filter(({ kind }) => kind === wanted);
    const events = log
      .all()
      .slice(logged)
      .filter(({ event }) => event.startsWith("notification."));
    return { outcome, emails, received, teams: of("teams"), events, cloud: of("cloudevents") };
  };
  const both = "/notifications/";
  const teams = "/notifications/teams";
  const sent = (kind: string) => ({ kind, sent: true, error: null });

  it("reach every endpoint, valid and signed, and are logged without their URLs", async () => {
    const { outcome, emails, teams: cards, cloud, events } = await run();
    assert.deepEqual(outcome.notifications, [sent("teams"), sent("cloudevents")]);
    assert.deepEqual([emails.length, cards.length, cloud.length], [1, 1, 1]);
    assert.deepEqual([cards[0]?.problems, cloud[0]?.problems, cloud[0]?.signatureValid], [[], [], true]);
    assert.equal(cards[0]?.headers["x-capture-signature"], undefined);
    assert.deepEqual(
      events.map(({ event, fields }) => [event, fields.kind, fields.index, fields.status]).sort(),
      [
        ["notification.sent", "cloudevents", 1, 202],
        ["notification.sent", "teams", 0, 202],
      ],
    );
  });

  it("are repeated after a transient fault, with the same bytes, and the email does not wait for them", async () => {
    const {
      outcome,
      emails,
      teams: cards,
      received,
    } = await run(
      { path: teams, status: 503, times: 2 },
      { path: "/notifications/cloudevents", status: "reset", times: 1 },
    );
    assert.deepEqual(outcome.notifications, [sent("teams"), sent("cloudevents")]);
    assert.equal(emails.length, 1);
    assert.equal(emails[0]?.posts, 1);
    assert.equal(cards.length, 1);
    // A reset comes after the endpoint has taken the event: the repeated one has the same id.
    const events = received.filter(({ kind }) => kind === "cloudevents").map(({ body }) => body as Event);
    assert.equal(events.length, 2);
    assert.deepEqual(events[0], events[1]);
  });

  for (const [what, fault, error] of [
    ["refuses", { status: 410, body: "Gone: the flow was deleted." }, /410 Gone: the flow was deleted/],
    ["redirects", { status: 302, headers: { Location: "https://elsewhere.example/" } }, /302 .*not followed/],
  ] as const)
    it(`are not repeated to an endpoint that ${what}; the output and the log name the reason`, async () => {
      const { outcome, emails, teams: cards, cloud, events } = await run({ path: teams, ...fault });
      const [receipt, other] = outcome.notifications;
      assert.deepEqual(
        [receipt?.sent, other, cards.length, cloud.length],
        [false, sent("cloudevents"), 0, 1],
      );
      assert.match(receipt?.error ?? "", error);
      assert.match(receipt?.error ?? "", /^Notify the teams endpoint at 127\.0\.0\.1:\d+: /);
      assert.ok(!JSON.stringify([outcome.notifications, events]).includes("/notifications"));
      assert.ok(!JSON.stringify(outcome).includes("elsewhere.example"));
      assert.deepEqual([emails.length, outcome.report?.error], [1, null]);
      const failed = events.filter(({ event }) => event === "notification.failed");
      assert.deepEqual(
        failed.map(({ fields }) => [fields.kind, fields.status, fields.attempt]),
        [["teams", fault.status, 1]],
      );
    });

  it("honour Retry-After, and are given up within about an hour", async () => {
    const started = world.clock.now();
    const { outcome, emails, events } = await run({
      ...{ path: teams, status: 429, headers: { "Retry-After": "600" } },
      body: { error: { message: "Rate limit is exceeded." } },
    });
    assert.match(outcome.notifications[0]?.error ?? "", /429 .*Rate limit is exceeded/);
    const delayed = events.filter(({ event }) => event === "notification.delayed");
    assert.ok(delayed.length >= 4 && delayed.length <= 7, String(delayed.length));
    assert.equal(delayed[0]?.fields.retryAfterSeconds, 600);
    const minutes = (world.clock.now() - started) / 60_000;
    assert.ok(minutes >= 40 && minutes <= 65, String(minutes));
    assert.equal(emails.length, 1);
  });

  it("do not keep the email: it is sent while every endpoint hangs, and its end is known first", async () => {
    const { outcome, emails } = await run({ path: both, status: "timeout", times: 2 });
    assert.deepEqual(outcome.notifications, [sent("teams"), sent("cloudevents")]);
    assert.deepEqual([emails.length, outcome.report?.error], [1, null]);
    const calls = (await world.requests())
      .slice(-60)
      .map(({ path, status }) => `${path.split("?")[0] ?? ""} ${status ?? "-"}`);
    const at = (text: RegExp, last = false) =>
      last ? calls.findLastIndex((one) => text.test(one)) : calls.findIndex((one) => text.test(one));
    assert.ok(at(/emails:send 202/, true) < at(/notifications\/teams 202/, true));
  });

  it("leave at once when the email service is down for hours", async () => {
    const before = (await world.notifications()).length;
    const started = world.clock.now();
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 503, times: 12 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.runUntil(async () => (await world.notifications()).length === before + 2);
    assert.ok(world.clock.now() - started < 60_000);
    const { report, notifications } = await world.outcome(instance);
    assert.equal(report?.error, null);
    assert.deepEqual(notifications, [sent("teams"), sent("cloudevents")]);
    assert.ok(world.clock.now() - started > 3_600_000);
  });

  it("take no more of an answer than its beginning", async () => {
    const { outcome } = await run({ path: teams, status: 400, body: "x".repeat(8_000_000) });
    assert.ok((outcome.notifications[0]?.error ?? "").length < 500);
  });

  it("tell of a failure too", async () => {
    const { outcome, cloud, teams: cards } = await run({ path: "/virtualMachines/", status: 404 });
    assert.equal(outcome.captures[0]?.code, "vm-not-found");
    const [capture] = (cloud[0]?.body as Event).data.captures;
    assert.deepEqual([capture?.outcome, capture?.code], ["failed", "vm-not-found"]);
    assert.match(JSON.stringify(cards[0]?.body), /Failed · Sev2/);
    assert.deepEqual([cards[0]?.problems, cloud[0]?.problems], [[], []]);
  });
});

describe("notifications of an analyzed capture", () => {
  it("have the lead, the title and the VM of the email", async (t) => {
    const world = await World.start({ ...settings, ...analyzed }, { notifies: true });
    t.after(() => world.close());
    const { outcome, emails } = await world.run(await common("WEB01"));
    const received = await world.notifications();
    const [cards, cloud] = ["teams", "cloudevents"].map((wanted) =>
      received.filter(({ kind }) => kind === wanted),
    );
    const lead = outcome.captures[0]?.summary?.lead ?? "";
    assert.ok(lead.length > 10);
    assert.ok(emails[0]?.subject.includes(lead));
    assert.ok(JSON.stringify(cards?.[0]?.body).includes(lead));
    const event = cloud?.[0]?.body as Event;
    assert.equal(event.data.captures[0]?.lead, lead);
    assert.equal(event.data.title, emails[0]?.subject);
    assert.equal(event.subject, outcome.captures[0]?.vmId);
  });
});
