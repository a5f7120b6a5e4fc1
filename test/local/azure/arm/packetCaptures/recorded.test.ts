import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { recordedForm, textForm } from "../../../../support/recordedForm.ts";
import { Simulation, subscription } from "../../../../support/world/simulation.ts";

interface Recorded {
  readonly request?: { readonly path?: string; readonly body?: unknown };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

const folder = new URL("../../../../fixtures/recorded/", import.meta.url);
const recorded = (file: string): Recorded =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Recorded;

const watchers = `/subscriptions/${subscription}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers`;
const captures = `${watchers}/NetworkWatcher_westeurope/packetCaptures`;
const vm = `/subscriptions/${subscription}/resourceGroups/rg1/providers/Microsoft.Compute/virtualMachines/vm1`;
const requested = (file: string) => recorded(file).request?.body as { properties: Record<string, unknown> };
const create = requested("create-201.json");
const continuous = "create-201-continuous.json";

describe("simulated Network Watcher answers as recorded:", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  const arm = (method: string, path: string, body?: unknown) =>
    simulation.arm(method, `${path}?api-version=2024-07-01`, { body });
  const query = () => arm("POST", `${captures}/capture1/queryStatus`);
  /** The recorded capture, anew. */
  const captured = (facts: Record<string, unknown> = {}, changes: Record<string, unknown> = {}) =>
    made(facts, { ...create.properties, ...changes });
  const made = async (facts: Record<string, unknown>, properties: Record<string, unknown>) => {
    await arm("DELETE", `${captures}/capture1`);
    await simulation.clock.advance(1_000);
    await simulation.control("PUT", "/vms", [{ id: vm, osType: "Windows", ...facts }]);
    return simulation.arm("PUT", `${captures}/capture1?api-version=2022-11-01`, { body: { properties } });
  };
  const ended = async (facts: Record<string, unknown>, changes: Record<string, unknown>) => {
    await captured(facts, changes);
    await simulation.clock.advance(60_000);
    return query();
  };

  const answers: Readonly<Record<string, () => Promise<Response>>> = {
    [continuous]: () => made({}, requested(continuous).properties),
    "create-201.json": () => captured(),
    "get-200-after-create.json": async () => {
      await captured();
      await simulation.clock.advance(1_000);
      return arm("GET", `${captures}/capture1`);
    },
    "get-404.json": async () => {
      await captured();
      return arm("GET", `${captures}/capture2`);
    },
    "status-200-error-agent-stopped.json": () => ended({ agentStopsAfterSeconds: 20 }, {}),
    "status-200-time-exceeded.json": () => ended({}, { timeLimitInSeconds: 30 }),
    "status-202-accepted.json": async () => {
      await captured();
      return query();
    },
    "status-202-result-200-running.json": async () => {
      await captured();
      const location = (await query()).headers.get("location") ?? "";
      return simulation.arm("GET", location.slice(simulation.azure.azureUrl.length));
    },
    "watchers-200.json": () => arm("GET", `/subscriptions/${subscription}/providers/${types.watchers}`),
  };
  const types = { watchers: "Microsoft.Network/networkWatchers" };

  it("every recording has its answer here", () => {
    assert.deepEqual(Object.keys(answers), readdirSync(folder).toSorted());
  });

  for (const [file, ask] of Object.entries(answers))
    it(file, async () => {
      const { response } = recorded(file);
      const answer = await ask();
      assert.equal(answer.status, response.status);
      for (const [name, value] of Object.entries(response.headers ?? {})) {
        const found = answer.headers.get(name);
        assert.ok(found !== null, `there is a header ${name}`);
        if (name === "x-ms-original-request-ids") assert.match(found, /^[0-9a-f-]{36}(, [0-9a-f-]{36})*$/);
        else assert.equal(textForm(found), textForm(value), name);
      }
      const text = await answer.text();
      if (response.body === null) assert.equal(text, "");
      else
        assert.deepEqual(
          recordedForm(inRecordedRegions(JSON.parse(text), response.body)),
          recordedForm(response.body),
        );
    });

  /** The simulated world has watchers in fewer regions; a recorded one that is not there is added. */
  function inRecordedRegions(body: unknown, model: unknown): unknown {
    const items = (value: unknown) => (value as { value?: { location: string }[] }).value ?? [];
    if (items(model).length === 0) return body;
    const [ours, theirs] = [items(body), items(model)];
    assert.ok(ours.every(({ location }) => theirs.some((item) => item.location === location)));
    return { value: theirs.map((item) => ours.find(({ location }) => location === item.location) ?? item) };
  }
});
