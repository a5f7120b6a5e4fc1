import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { EventLog } from "../../support/eventLog.ts";
import { World } from "../../support/world/world.ts";

describe("POST /api/test-email", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    world = await World.start({}, { log: log.add });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const send = async () => {
    const { status, body } = await world.app("POST", "/test-email");
    return { status, body: body as Record<string, unknown>, event: log.all().at(-1) };
  };
  /** What the service says of the sending, in place of the seconds that it needs. */
  const settle = (answer: object) =>
    world.control("PUT", "/faults", [{ path: "/emails/operations/", status: 200, body: answer }]);

  it("sends a sample to the recipients, and logs their number", async () => {
    await settle({ id: "1", status: "Succeeded" });
    const { status, body, event } = await send();
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.state, body.sentTo], ["succeeded", ["oncall@example.com"]]);
    assert.match((await world.emails())[0]?.subject ?? "", /^\[Test\]/);
    assert.equal(event?.event, "testEmail.sent");
    assert.deepEqual(event.fields, { messageId: body.messageId, state: "succeeded", recipients: 1 });
  });

  it("answers 502 when the service cannot send the email", async () => {
    await settle({
      id: "1",
      status: "Failed",
      error: { code: "EmailDropped", message: "All are suppressed." },
    });
    const { status, body, event } = await send();
    assert.equal(status, 502);
    assert.match(String(body.detail), /could not send the email.*All are suppressed/);
    assert.equal(event?.event, "testEmail.failed");
  });

  it("answers 502 when the service refuses it, with the reason in the answer and not in the log", async () => {
    const error = {
      code: "DomainNotLinked",
      message: "The sender's domain is not linked: sender@x.example.",
    };
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 404, body: { error } }]);
    const { status, body, event } = await send();
    assert.deepEqual([status, body.serviceCode], [502, "DomainNotLinked"]);
    assert.match(String(body.detail), /sender@x\.example/);
    assert.deepEqual([event?.event, event?.level], ["testEmail.failed", "warning"]);
    assert.equal(event?.fields.code, "DomainNotLinked");
    assert.ok(!JSON.stringify(event).includes("example"));
  });
});
