import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { EventLog } from "../../support/eventLog.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { World } from "../../support/world/world.ts";

interface Results {
  readonly detail?: string;
  readonly results: readonly {
    readonly kind: string;
    readonly host: string;
    readonly sent: boolean;
    readonly status: number | null;
    readonly error: string | null;
  }[];
}

const secret = "0123456789abcdef0123456789abcdef";
const guide = readFileSync(new URL("../../../docs/notifications.md", import.meta.url), "utf8");
const sample = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "m").exec(guide)?.[1] ?? assert.fail(language);

describe("POST /api/test-notification", () => {
  const log = new EventLog();
  let world: World;
  before(async () => {
    const settings = { NOTIFY_WEBHOOK_SECRET: secret, AZURE_TIMEOUT_SECONDS: "1" };
    world = await World.start(settings, { log: log.add, notifies: true });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const send = async () => {
    const { status, body } = await world.app("POST", "/test-notification");
    return { status, ...(body as Results) };
  };

  it("sends a sample to every endpoint, each time as an occurrence of its own", async () => {
    const { status, results } = await send();
    await send();
    const host = new URL(world.environment.azure.azureUrl).host;
    const taken = { host, sent: true, status: 202, error: null };
    assert.equal(status, 200);
    assert.deepEqual(results, [
      { kind: "teams", ...taken },
      { kind: "cloudevents", ...taken },
    ]);
    const received = await world.notifications();
    assert.deepEqual(
      received.flatMap(({ problems }) => problems),
      [],
    );
    const events = received.flatMap(({ kind, body }) =>
      kind === "teams" ? [] : [body as { id: string; data: object }],
    );
    assert.equal(new Set(events.map(({ id }) => id)).size, 2);
    assert.ok(events.every(({ data }) => "specimen" in data && data.specimen === true));
    assert.match(JSON.stringify(received[0]?.body), /Test · Warning/);
    assert.deepEqual(log.all().at(-1)?.fields, { index: 1, kind: "cloudevents", host, status: 202 });
  });

  it("answers 502 with what each endpoint said, and reaches the others", async () => {
    const hidden = { status: 404, body: "Cannot POST /notifications/teams" };
    await world.control("PUT", "/faults", [{ path: "/notifications/teams", ...hidden }]);
    const before = (await world.notifications()).length;
    const { status, results, detail } = await send();
    assert.deepEqual([status, detail], [502, "1 of 2 endpoints did not take the notification."]);
    assert.deepEqual(
      results.map(({ sent, status }) => [sent, status]),
      [
        [false, 404],
        [true, 202],
      ],
    );
    // The path of an endpoint can be its secret, and endpoints repeat it.
    assert.match(results[0]?.error ?? "", /404 Cannot POST \(removed\)$/);
    assert.equal((await world.notifications()).length, before + 1);
    assert.ok(
      log.all().some(({ event, level }) => event === "testNotification.failed" && level === "warning"),
    );
    assert.ok(!JSON.stringify(log.all()).includes("/notifications/"));
  });

  it("says that an endpoint does not answer, or cannot be reached", async () => {
    await world.control("PUT", "/faults", [
      { path: "/notifications/teams", status: "timeout" },
      { path: "/notifications/cloudevents", status: "reset" },
    ]);
    const { results } = await send();
    assert.match(results[0]?.error ?? "", /no answer within 1 seconds$/);
    assert.match(results[1]?.error ?? "", /(?:ECONNRESET )?the endpoint cannot be reached$/);
    assert.deepEqual(
      results.map(({ status }) => status),
      [null, null],
    );
  });

  describe("its signature", () => {
    const received = async () => {
      await send();
      const event = (await world.notifications()).findLast(({ kind }) => kind === "cloudevents");
      return { header: String(event?.headers["x-capture-signature"]), body: JSON.stringify(event?.body) };
    };

    it("is verified by the code for Node in docs/notifications.md, and nothing else is", async () => {
      const { header, body } = await received();
      const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(sample("js"))}`)) as {
        isGenuine: (header: string, body: Buffer, secret: string) => boolean;
      };
      assert.ok(isGenuine(header, Buffer.from(body), secret));
      assert.ok(!isGenuine(header, Buffer.from(`${body} `), secret));
      assert.ok(!isGenuine(header, Buffer.from(body), `${secret}x`));
      assert.ok(!isGenuine(header.replace(/t=\d/, "t=2"), Buffer.from(body), secret));
      assert.ok(!isGenuine("", Buffer.from(body), secret));
    });

    const hasPython = spawnSync("python3", ["--version"]).status === 0;
    it("is verified by the code for Python there too", { skip: !hasPython && "no Python" }, async () => {
      const { header, body } = await received();
      const program = `${sample("python")}
import json, sys
header, body, secret = json.load(sys.stdin)
print(is_genuine(header, body.encode(), secret), is_genuine(header, b"x" + body.encode(), secret))`;
      const { stdout, stderr } = spawnSync("python3", ["-c", program], {
        input: JSON.stringify([header, body, secret]),
        encoding: "utf8",
      });
      assert.equal(stdout.trim(), "True False", stderr);
    });
  });
});

describe("POST /api/test-notification without an endpoint", () => {
  it("answers 400 and names the setting", () =>
    inWorld({}, async (world) => {
      const { status, body } = await world.app("POST", "/test-notification");
      assert.equal(status, 400);
      assert.match((body as { detail: string }).detail, /NOTIFY_WEBHOOKS/);
    }));
});
