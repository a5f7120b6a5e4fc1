import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import {
  deliver,
  type DeliveryAttempt,
  type DeliveryOptions,
} from "../../../../local/azure/monitor/deliver.ts";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { startAlertServer } from "../../../support/http/alertServer.ts";

const start = Date.UTC(2026, 10, 23, 2, 0, 0);

/** Delivers on a virtual clock, which runs until the delivery is over. */
async function delivered(options: Omit<DeliveryOptions, "clock" | "payload">): Promise<DeliveryAttempt[]> {
  const clock = new VirtualClock(start);
  let attempts: DeliveryAttempt[] | undefined;
  void deliver({ ...options, clock, payload: { alert: 1 } }).then((all) => (attempts = all));
  await clock.runUntil(() => attempts !== undefined);
  return attempts ?? [];
}

const statuses = (attempts: readonly DeliveryAttempt[]) => attempts.map(({ status }) => status);
const secondsAfterStart = (attempts: readonly DeliveryAttempt[]) =>
  attempts.map(({ at }) => (Date.parse(at) - start) / 1000);

describe("deliver", () => {
  it("posts once with an action group's headers, and returns the response", async () => {
    await using server = await startAlertServer([{ status: 202, body: { outcome: "accepted" } }]);
    const attempts = await delivered({ url: server.url });
    const at = "2026-11-23T02:00:00.000Z";
    assert.deepEqual(attempts, [{ at, status: 202, error: null, body: { outcome: "accepted" } }]);
    const [received] = server.received;
    assert.deepEqual(received?.body, { alert: 1 });
    assert.equal(received.headers["content-type"], "application/json; charset=utf-8");
    assert.equal(received.headers["user-agent"], "IcMBroadcaster/1.0");
    assert.equal(received.headers.expect, "100-continue");
  });

  it("retries after 5, 20, 5, 40 and 5 seconds while the status is 503, then gives up", async () => {
    await using server = await startAlertServer([{ status: 503 }]);
    const attempts = await delivered({ url: server.url });
    assert.deepEqual(statuses(attempts), [503, 503, 503, 503, 503, 503]);
    assert.deepEqual(secondsAfterStart(attempts), [0, 5, 25, 30, 70, 75]);
    assert.equal(server.received.length, 6);
  });

  for (const status of [408, 429, 503, 504])
    it(`retries after ${status} until the alert is accepted`, async () => {
      await using server = await startAlertServer([{ status }, { status: 202 }]);
      assert.deepEqual(statuses(await delivered({ url: server.url })), [status, 202]);
    });

  for (const status of [200, 400, 401, 404, 409, 500, 502])
    it(`treats ${status} as final`, async () => {
      await using server = await startAlertServer([{ status }, { status: 202 }]);
      assert.deepEqual(statuses(await delivered({ url: server.url })), [status]);
    });

  it("retries after a cut connection", async () => {
    await using server = await startAlertServer(["reset", { status: 202 }]);
    const attempts = await delivered({ url: server.url });
    assert.deepEqual(statuses(attempts), [null, 202]);
    assert.equal(attempts[0]?.error, "socket hang up");
  });

  it("retries after a timeout", async () => {
    await using server = await startAlertServer(["silence", { status: 202 }]);
    const attempts = await delivered({ url: server.url, timeoutMs: 50 });
    assert.deepEqual(statuses(attempts), [null, 202]);
    assert.equal(attempts[0]?.error, "No response within 50 ms.");
  });

  it("gives up on an unreachable server, with the reason of each attempt", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const address = closed.address();
    closed.close();
    assert(typeof address === "object" && address !== null);
    const attempts = await delivered({ url: `http://127.0.0.1:${address.port}/` });
    assert.equal(attempts.length, 6);
    for (const { error } of attempts) assert.match(error ?? "", /ECONNREFUSED/);
  });

  it("sends its body to a server that never sends 100 Continue", async () => {
    const server = createServer((socket) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString();
        if (text.endsWith('{"alert":1}')) socket.end("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert(typeof address === "object" && address !== null);
    try {
      assert.deepEqual(statuses(await delivered({ url: `http://127.0.0.1:${address.port}/` })), [202]);
    } finally {
      server.close();
    }
  });
});
