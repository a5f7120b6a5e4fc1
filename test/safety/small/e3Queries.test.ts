import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { createRandom } from "../../../local/traffic/random.ts";
import { readListQuery } from "../../../src/functions/http/list/readListQuery.ts";
import { isDeep } from "../../support/depth.ts";
import { rawRequest } from "../../support/http/rawRequest.ts";
import { common, World } from "../../support/world/world.ts";

describe("E: queries", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  const send = (method: string, target: string, body = "") =>
    rawRequest(world.environment.url, method, target, { body });

  const wrongTimes = [
    ...[
      "",
      "%20",
      "+",
      "1",
      "0",
      "-1",
      "1e2",
      "2026",
      "2026-11",
      "20261126",
      "yesterday",
      "now",
      "null",
      "NaN",
    ],
    ...[
      "+275760-09-13",
      "%2B275760-09-13",
      "%2B275760-09-14T00:00:00Z",
      "-271821-04-20T00:00:00Z",
      "-000001-01-01",
    ],
    ...[
      "999999-01-01",
      "10000-01-01",
      "0000-01-01",
      "0001-01-01",
      "1600-12-31",
      "1969-12-31",
      "1969-12-31T23:59:59Z",
    ],
    ...[
      "2026-13-01",
      "2026-00-01",
      "2026-02-30",
      "2025-02-29",
      "2026-11-31",
      "2026-11-00",
      "2026-1-1",
      "26-11-26",
    ],
    ...[
      "2026-11-26T24:00:00Z",
      "2026-11-26T08:60Z",
      "2026-11-26T08:00:60Z",
      "2026-11-26T08",
      "2026-11-26T",
      "T08:00",
    ],
    ...[
      "2026-11-26T08:00:00.Z",
      "2026-11-26T08:00:00%2B15:00",
      "2026-11-26T08:00:00%2B1",
      "2026-11-26%2008:00",
    ],
    ...[
      "Thu,%2026%20Nov%202026",
      "26/11/2026",
      "11/26/2026",
      "2026/11/26",
      "2026-W48-4",
      "2026-330",
      "P7D",
      "1764144000",
    ],
    ...[
      "%202026-11-26",
      "2026-11-26%20",
      "2026-11-26%00",
      "2026-11-26%0A",
      "٢٠٢٦-١١-٢٦",
      "2026‑11‑26",
      "2026-11-26;x",
      "x",
    ],
    ...[
      "2026-11-26,2026-11-25",
      "2026-11-26T08:00:00Z[UTC]",
      "9".repeat(5000),
      "2026-11-26T08:00:00.0123456789Z",
    ],
  ].map((text) => `?since=${text}`);
  const wrongCounts = [
    ...[
      "",
      "0",
      "-1",
      "1001",
      "10000",
      "1e2",
      "%205",
      "5%20",
      "0x10",
      "0b1",
      "1.0",
      "5.",
      ".5",
      "%2B5",
      "05",
      "five",
    ],
    ...["٥", "５", "1_000", "1,000", "Infinity", "NaN", "null", "1n", "%00", "9".repeat(400)],
  ].map((text) => `?top=${text}`);
  const wrongStatuses = [
    "",
    "done",
    "running,",
    ",",
    "running;failed",
    "*",
    "all",
    "running,done",
    "completed",
    "pending",
    "terminated",
    "Runnig",
    "%00",
  ].map((text) => `?status=${text}`);
  const unknown = [
    "?Sinse=2026-11-26",
    "?x=1",
    "?since",
    "?%20top=5",
    "?top%20=5",
    "?whatIf=true",
    "?statuses=running",
  ];

  it("a query that is not exactly right is 400, and its answer repeats nothing long of it", async (t: TestContext) => {
    const wrong = [...wrongTimes, ...wrongCounts, ...wrongStatuses, ...unknown, "?top=5&top=6"];
    for (const query of wrong) {
      const { status, text } = await send(
        "GET",
        `/api/captures${query.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)}`,
      );
      assert.equal(status, 400, query.slice(0, 100));
      assert.doesNotMatch(text, /9999/);
    }
    t.diagnostic(`${wrong.length} wrong queries of the list: 400 each`);
  });

  it("dates and times in ISO 8601 are read, in UTC unless they have an offset", () => {
    const now = Date.parse("2026-11-26T08:00:00Z");
    for (const [text, time] of [
      ["2026-11-26", "2026-11-26T00:00:00.000Z"],
      ["1970-01-01", "1970-01-01T00:00:00.000Z"],
      ["9999-12-31", "9999-12-31T00:00:00.000Z"],
      ["2024-02-29", "2024-02-29T00:00:00.000Z"],
      ["2026-11-26T08:30", "2026-11-26T08:30:00.000Z"],
      ["2026-11-26T08:30:15.123Z", "2026-11-26T08:30:15.000Z"],
      ["2026-11-26T08:30:15%2B01:00", "2026-11-26T07:30:15.000Z"],
      ["2026-11-26T08:30:15+0530", "2026-11-26T03:00:15.000Z"],
      ["2026-11-26T08:30:15-08:00", "2026-11-26T16:30:15.000Z"],
    ] as const) {
      const reading = readListQuery(new URLSearchParams(`since=${text}`), now);
      assert.ok(reading.ok, text);
      assert.equal(reading.query.since.toISOString(), time);
    }
    const usual = readListQuery(new URLSearchParams("code=k&TOP=7&status=Running, failed"), now);
    assert.deepEqual(usual, {
      ok: true,
      query: { since: new Date(now - 7 * 86_400_000), top: 7, states: ["running", "failed"] },
    });
  });

  it("whatever since holds, it is a time that the backend can take, or 400", (t: TestContext) => {
    const random = createRandom("since");
    const alphabet = "0123456789-:TZ+. ,e\u0000٢";
    let read = 0;
    const count = isDeep ? 200_000 : 5_000;
    for (let n = 0; n < count; n += 1) {
      const template = random.pick(["2026-11-26T08:30:15+01:00", "2026-11-26", "2026-11-26T08:30Z"]);
      const letters = Array.from(template);
      for (let change = random.integer(0, 3); change > 0; change -= 1)
        letters[random.integer(0, letters.length - 1)] = alphabet.charAt(
          random.integer(0, alphabet.length - 1),
        );
      const query = new URLSearchParams({ since: letters.join("") });
      const reading = readListQuery(query, 0);
      if (!reading.ok) continue;
      read += 1;
      const year = reading.query.since.getUTCFullYear();
      assert.ok(year >= 1970 && year <= 9999, letters.join(""));
      assert.ok(reading.query.since.toISOString().length > 0);
    }
    assert.ok(read > count / 10);
    t.diagnostic(`${count} texts of since: ${read} read, none outside the years of a date`);
  });

  it("every route refuses a parameter that it does not know, and alerts refuses none", async () => {
    const id = `alert-${"0".repeat(32)}`;
    for (const [method, route] of [
      ["GET", "/api/captures"],
      ["GET", `/api/captures/${id}`],
      ["GET", `/api/captures/${id}/status`],
      ["POST", `/api/captures/${id}/stop`],
      ["POST", "/api/captures"],
      ["POST", "/api/test-email"],
      ["POST", "/api/test-notification"],
      ["GET", "/api/health"],
    ] as const) {
      const wrong = await send(method, `${route}?whatIff=true&code=k`, method === "POST" ? "{}" : "");
      assert.equal(wrong.status, 400, route);
      assert.match(wrong.text, /There is no parameter \\"whatIff\\"\..*"parameter":"whatIff"/);
      if (route === "/api/test-email") continue;
      const right = await send(
        method,
        `${route}?code=k&clientId=default&CODE=k`,
        method === "POST" ? "{}" : "",
      );
      assert.doesNotMatch(right.text, /no parameter/);
    }
    const alert = JSON.stringify(await common("WEB01"));
    assert.equal((await send("POST", "/api/alerts?whatIff=true&x=1&whatIf=TRUE", alert)).status, 200);
  });
});
