import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readHostSettings } from "../../../local/host/hostSettings.ts";
import { readLogLevels } from "../../../local/host/logFilter.ts";
import { HostWorld } from "../../support/world/hostWorld.ts";

describe("host.json", () => {
  const directory = mkdtempSync(join(tmpdir(), "host-json-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });
  const read = (hostJson: unknown) => {
    writeFileSync(join(directory, "host.json"), JSON.stringify(hostJson));
    return readHostSettings(directory, { HUB: "HubOfTheSlot" });
  };
  const durable = (durableTask: object) => ({ version: "2.0", extensions: { durableTask } });

  for (const [what, hostJson, message] of [
    ["an unsupported section", { customHandler: { description: {} } }, /does not support customHandler\./],
    [
      "a setting that would change the app's behaviour",
      { extensions: { http: { hsts: true } } },
      /http\.hsts/,
    ],
    ["entity settings", durable({ entityMessageReorderWindowInMinutes: 1 }), /entityMessageReorder/],
    ["a hub name from a missing setting", durable({ hubName: "%NOBODY%" }), /hubName refers to is missing/],
    ["a hub name that Azure Storage refuses", durable({ hubName: "my-hub" }), /'my-hub' must be 3 to 45/],
    ["a limit of no activities", durable({ maxConcurrentActivityFunctions: 0 }), /positive integer/],
    ["an unknown match of versions", durable({ versionMatchStrategy: "Newer" }), /one of None, Strict/],
    ["an unknown failure of versions", durable({ versionFailureStrategy: "x" }), /one of Reject, Fail/],
    ["tracing of version 1", durable({ tracing: { distributedTracingEnabled: true } }), /version must be V2/],
    ["an unknown log level", { logging: { logLevel: { default: "Loud" } } }, /no level 'Loud'/],
  ] as const)
    it(`with ${what} is refused`, async () => {
      await assert.rejects(read(hostJson), message);
    });

  it("may have settings that only matter in Azure, which are listed as without effect", async () => {
    const { idle, hubName } = await read({
      ...durable({ hubName: "%HUB%", tracing: { traceInputsAndOutputs: false } }),
      extensionBundle: { id: "bundle", version: "[4.*, 5.0.0)" },
    });
    assert.deepEqual(idle, ["extensions.durableTask.tracing.traceInputsAndOutputs", "extensionBundle"]);
    assert.equal(hubName, "HubOfTheSlot");
  });
});

describe("logging.logLevel", () => {
  const isLogged = readLogLevels({
    default: "Warning",
    Host: "Error",
    "Host.Triggers.DurableTask": "Information",
    Function: "None",
  });
  for (const [level, category, written] of [
    ["information", "Worker.user", false],
    ["warning", "Worker.user", true],
    ["warning", "Host.Http", false],
    ["error", "Host.Http", true],
    ["information", "Host.Triggers.DurableTask", true],
    ["debug", "host.triggers.durabletask", false],
    ["critical", "Function.alerts.User", false],
  ] as const)
    it(`${written ? "logs" : "drops"} ${level} of ${category}: the longest prefix decides`, () => {
      assert.equal(isLogged(level, category), written);
    });

  it("filters the entries of the host and its functions", async () => {
    const world = await HostWorld.start({ app: "quiet" });
    for (const name of ["chatty", "quiet"]) await world.fetch(`/api/${name}`);
    await world.close();
    assert.deepEqual(
      world.log.map(({ message }) => message),
      ["chatty information", "chatty error", "quiet error"],
    );
  });
});
