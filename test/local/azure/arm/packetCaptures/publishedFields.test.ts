import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fieldTables, misfits, type Field } from "../../../../support/fieldTables.ts";
import { networkClient } from "../../../../support/world/clients.ts";
import {
  accountId,
  Simulation,
  subscription,
  vmId,
  watcher,
  watcherGroup,
} from "../../../../support/world/simulation.ts";

type Json = Record<string, unknown>;

const watchers = `/subscriptions/${subscription}/resourceGroups/${watcherGroup}/providers/Microsoft.Network/networkWatchers`;
const captures = `${watchers}/${watcher}/packetCaptures`;
const valid = { target: vmId("WEB01"), storageLocation: { filePath: "a.cap" } };
const ring = { ...valid, storageLocation: { localPath: "a.cap" }, continuousCapture: true };

const fieldsOf = (type: string): readonly (readonly [string, Field])[] =>
  Object.entries(fieldTables.types[type] ?? {});
const ranged = (type: string) =>
  fieldsOf(type).flatMap(([name, { minimum, maximum, default: fallback }]) =>
    minimum === undefined || maximum === undefined ? [] : [{ name, minimum, maximum, fallback }],
  );

describe("the published types of Network Watcher", () => {
  let simulation: Simulation;
  let made = 0;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await simulation.arm(method, `${path}?api-version=2026-01-01`, { body });
    return { answer, body: answer.status === 202 ? null : ((await answer.json()) as Json) };
  };
  const put = async (properties: Json) => {
    made += 1;
    const name = `${captures}/c${made}`;
    const { answer, body } = await call("PUT", name, { properties });
    if (answer.status === 201) {
      assert.deepEqual(misfits("PacketCaptureResult", body), []);
      await simulation.arm("DELETE", `${name}?api-version=2026-01-01`);
    }
    return { status: answer.status, properties: (body?.properties ?? {}) as Json };
  };

  it("are those of every answer", async () => {
    const set = { ...valid, filters: [{ protocol: "Tcp" }], timeLimitInSeconds: 5 };
    await call("PUT", `${captures}/kept`, { properties: set });
    const accepted = (await call("POST", `${captures}/kept/queryStatus`)).answer;
    const location = accepted.headers.get("location") ?? "";
    const running = await simulation.arm("GET", location.slice(simulation.azure.azureUrl.length));
    assert.deepEqual(misfits("PacketCaptureQueryStatusResult", await running.json()), []);
    await simulation.clock.advance(5_000);
    for (const [type, method, path] of [
      ["PacketCaptureQueryStatusResult", "POST", `${captures}/kept/queryStatus`],
      ["PacketCaptureResult", "GET", `${captures}/kept`],
      ["PacketCaptureListResult", "GET", captures],
      ["NetworkWatcher", "GET", `${watchers}/${watcher}`],
      ["NetworkWatcherListResult", "GET", watchers],
    ] as const) {
      const { body } = await call(method, path);
      assert.deepEqual(misfits(type, body), [], type);
    }
  });

  it("are those of the SDK's request", async () => {
    let sent: unknown;
    const order = {
      ...valid,
      targetType: "AzureVM" as const,
      timeLimitInSeconds: 5,
      totalBytesPerSession: 1_000,
      bytesToCapturePerPacket: 128,
      storageLocation: { storageId: accountId, filePath: "a.cap" },
      filters: [{ protocol: "TCP" as const, remotePort: "443" }],
    };
    const onResponse = ({ request }: { request: { body?: unknown } }) => {
      sent = JSON.parse(String(request.body));
    };
    const operations = networkClient(simulation).packetCaptures;
    await operations.create(watcherGroup, watcher, "sdk", order, { onResponse }).submitted();
    assert.deepEqual(misfits("PacketCapture", sent), []);
  });

  it("find what does not fit them", () => {
    const properties = { target: 1, filters: [{ protocol: "SCTP" }], timeLimitInSeconds: 18_001, other: 0 };
    assert.deepEqual(misfits("PacketCapture", { properties }), [
      "PacketCapture.properties.other is not published",
      "PacketCapture.properties.target is no string",
      "PacketCapture.properties.timeLimitInSeconds is out of range",
      "PacketCapture.properties.storageLocation is missing",
      "PacketCapture.properties.filters[0].protocol is none of TCP, UDP, Any",
    ]);
  });

  for (const { name, minimum, maximum, fallback } of ranged("PacketCaptureParameters"))
    it(`give ${name} its range and its default`, async () => {
      assert.equal((await put(valid)).properties[name], fallback);
      for (const right of [minimum, maximum])
        assert.equal((await put({ ...valid, [name]: right })).properties[name], right);
      for (const wrong of [minimum - 1, maximum + 1, minimum + 0.5, String(minimum)])
        assert.equal((await put({ ...valid, [name]: wrong })).status, 400, String(wrong));
    });

  for (const { name, minimum, maximum, fallback } of ranged("PacketCaptureSettings"))
    it(`give ${name} of a ring its range and its default`, async () => {
      const setting = async (value: unknown) => put({ ...ring, captureSettings: { [name]: value } });
      assert.equal(((await put(ring)).properties.captureSettings as Json)[name], fallback);
      for (const right of [minimum, maximum])
        assert.equal(((await setting(right)).properties.captureSettings as Json)[name], right);
      for (const wrong of [minimum - 1, maximum + 1, minimum + 0.5, String(minimum)])
        assert.equal((await setting(wrong)).status, 400, String(wrong));
    });

  it("say what a request must have, and which values it can have", async () => {
    for (const [name, { required = false }] of fieldsOf("PacketCaptureParameters"))
      assert.equal((await put({ ...valid, [name]: undefined })).status, required ? 400 : 201, name);
    for (const [name, { enum: values }] of fieldsOf("PacketCaptureFilter")) {
      assert.equal((await put({ ...valid, filters: [{ [name]: "nothing" }] })).status, 400, name);
      for (const value of values ?? [])
        assert.equal((await put({ ...valid, filters: [{ [name]: value }] })).status, 201, value);
    }
  });
});
