import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { EmailClient } from "@azure/communication-email";
import { computeClient } from "../../../support/world/clients.ts";
import {
  accountId,
  group,
  Simulation,
  startOfTime,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../support/world/simulation.ts";

const vmPath = `${vmId("WEB01")}?api-version=2026-04-01`;
const capturePath = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers/${watcher}/packetCaptures/a?api-version=2026-01-01`;
const capture = { properties: { target: vmId("WEB01"), storageLocation: { storageId: accountId } } };

describe("a fault", () => {
  let simulation: Simulation;
  let token: string;
  beforeEach(async () => {
    simulation = await Simulation.start();
    token = await simulation.token("https://management.azure.com");
  });
  afterEach(() => simulation.close());

  const set = (...faults: unknown[]) => simulation.control("PUT", "/faults", faults);
  const getVm = () => simulation.arm("GET", vmPath, { token });
  const putCapture = () => simulation.arm("PUT", capturePath, { token, body: capture });
  const received = async (count: number) => {
    while ((await simulation.requests()).length < count);
    await simulation.clock.settle();
  };
  const captureCount = async () => (await simulation.captures()).length;

  it("applies as often as `times` says, with its status, headers and body", async () => {
    const error = { code: "TooManyRequests", message: "Slow down." };
    const headers = { "Retry-After": 7 };
    await set({ path: "VIRTUALMACHINES/web01", status: 429, headers, body: { error }, times: 2 });
    await assert.rejects(computeClient(simulation).virtualMachines.get(group, "WEB01"), {
      statusCode: 429,
      code: "TooManyRequests",
      message: "Slow down.",
    });
    assert.equal((await getVm()).headers.get("retry-after"), "7");
    assert.equal((await getVm()).status, 200);
    const faults = (await simulation.control("GET", "/faults")).body as { times: number }[];
    assert.deepEqual(
      faults.map(({ times }) => times),
      [0],
    );
  });

  it("without `times` applies until it is cleared, with a default error body", async () => {
    await set({ path: "virtualMachines", status: 503 });
    for (let count = 0; count < 3; count += 1) {
      const answer = await getVm();
      assert.equal(answer.status, 503);
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, "ServiceUnavailable");
    }
    await set();
    assert.equal((await getVm()).status, 200);
  });

  it("can be limited to a method; it sends text as it is, and the request has no effect", async () => {
    await set({ method: "put", path: "packetCaptures", status: 500, body: "<html>" });
    const answer = await putCapture();
    assert.equal(answer.status, 500);
    assert.equal(await answer.text(), "<html>");
    assert.equal((await simulation.arm("GET", capturePath, { token })).status, 404);
    assert.equal(await captureCount(), 0);
  });

  it("cuts the connection after the request took effect", async () => {
    await set({ method: "PUT", path: "packetCaptures", status: "reset", times: 1 });
    await assert.rejects(putCapture());
    assert.equal(await captureCount(), 1);
    assert.equal((await putCapture()).status, 409);
  });

  it("never answers, and does not hold the clock", async () => {
    await set({ path: "virtualMachines", status: "timeout" });
    const url = simulation.azure.azureUrl + vmPath;
    const asking = new AbortController();
    const answer = fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: asking.signal });
    await received(2);
    await simulation.clock.advance(3_600_000);
    assert.equal((await simulation.requests())[1]?.status, null);
    asking.abort();
    await assert.rejects(answer, { name: "AbortError" });
  });

  it("delays on the simulation's clock, then lets the request pass", async () => {
    await set({ path: "virtualMachines", delayMs: 5_000 });
    const answer = getVm().then(({ status }) => ({ status, at: simulation.clock.now() }));
    await received(2);
    await simulation.clock.advance(4_999);
    assert.equal(await Promise.race([answer, Promise.resolve("waiting")]), "waiting");
    await simulation.clock.advance(1);
    assert.deepEqual(await answer, { status: 200, at: startOfTime + 5_000 });
  });

  it("releases the clock when the client gives up during a delay", { timeout: 5_000 }, async () => {
    await set({ method: "PUT", path: "packetCaptures", delayMs: 5_000 });
    const asking = new AbortController();
    const answer = fetch(simulation.azure.azureUrl + capturePath, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(capture),
      signal: asking.signal,
    });
    await received(2);
    asking.abort();
    await assert.rejects(answer, { name: "AbortError" });
    await simulation.clock.advance(5_000);
    await simulation.clock.advance(1_000);
    assert.equal(await captureCount(), 1);
  });

  it("applies to identity and email too", async () => {
    await set({ path: "^/msi/token", status: 500 }, { path: "^/emails:send", status: 429 });
    await assert.rejects(simulation.token("https://management.azure.com").then((text) => text.length));
    const client = new EmailClient(simulation.azure.emailConnectionString, {
      retryOptions: { maxRetries: 0 },
    });
    const email = {
      senderAddress: "DoNotReply@captureonalert.azurecomm.net",
      content: { subject: "a", plainText: "b" },
      recipients: { to: [{ address: "ops@example.com" }] },
    };
    await assert.rejects(client.beginSend(email), { statusCode: 429 });
  });

  for (const [why, fault, sentence] of [
    ["that is not an object", 1, /object/],
    ["without a path", { status: 500 }, /path/],
    ["with a broken path", { path: "(", status: 500 }, /path/],
    ["with neither status nor delay", { path: "a" }, /status/],
    ["with an invalid status", { path: "a", status: "oops" }, /status/],
    ["with invalid headers", { path: "a", status: 500, headers: ["x"] }, /headers/],
    ["with a negative delay", { path: "a", status: 500, delayMs: -1 }, /delayMs/],
    ["with a fraction as `times`", { path: "a", status: 500, times: 0.5 }, /times/],
  ] as const)
    it(`${why} is refused with a message`, async () => {
      const answer = await simulation.control("PUT", "/faults", [fault]);
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body), sentence);
    });
});
