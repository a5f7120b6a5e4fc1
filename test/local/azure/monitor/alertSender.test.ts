import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAlertSender } from "../../../../local/azure/monitor/alertSender.ts";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { startAlertServer } from "../../../support/http/alertServer.ts";

interface Condition {
  readonly allOf: readonly Readonly<Record<string, unknown>>[];
}

interface Sent {
  readonly payload: {
    readonly schemaId: string;
    readonly data: {
      readonly essentials: Readonly<Record<string, unknown>>;
      readonly context: Readonly<Record<string, unknown>>;
      readonly alertContext: { readonly condition: Condition };
    };
  };
  readonly attempts: readonly { readonly status: number | null }[];
}

const prodWeb = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG";
const vmId = (name: string) => `${prodWeb}/providers/Microsoft.Compute/virtualMachines/${name}`;

async function startSender() {
  const server = await startAlertServer([{ status: 202 }]);
  const clock = new VirtualClock(Date.UTC(2026, 10, 23));
  const send = createAlertSender({ clock, alertUrl: () => server.url, defaultVm: vmId("WEB01") });
  return {
    server,
    send,
    sent: async (request: unknown) => {
      const { status, body } = await send(request);
      assert.equal(status, 200, JSON.stringify(body));
      await clock.advance(1_000);
      return body as Sent;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const essentials = ({ payload }: Sent) => payload.data.essentials;

describe("createAlertSender", () => {
  it("fires a common alert on the default VM by default, and returns the payload", async () => {
    await using sender = await startSender();
    const { payload, attempts } = await sender.sent({});
    assert.equal(payload.schemaId, "azureMonitorCommonAlertSchema");
    assert.deepEqual(payload.data.essentials.alertTargetIDs, [vmId("web01").toLowerCase()]);
    assert.deepEqual(
      attempts.map(({ status }) => status),
      [202],
    );
    assert.deepEqual(sender.server.received[0]?.body, payload);
  });

  it("fires an alert on a scale set, and on one of its instances by a dimension in both schemas", async () => {
    await using sender = await startSender();
    const set = `${prodWeb}/providers/Microsoft.Compute/virtualMachineScaleSets/web`;
    const common = (await sender.sent({ scaleSet: "web" })).payload.data;
    assert.deepEqual(common.essentials.alertTargetIDs, [set.toLowerCase()]);
    assert.equal(common.essentials.targetResourceType, "microsoft.compute/virtualmachinescalesets");
    const [criterion] = common.alertContext.condition.allOf;
    assert.equal(criterion?.metricNamespace, "Microsoft.Compute/virtualMachineScaleSets");
    assert.deepEqual(criterion.dimensions, []);

    const dimensions = [{ name: "VMName", value: "web_3" }];
    const named = (await sender.sent({ scaleSet: set, instance: "3" })).payload.data;
    assert.deepEqual(named.alertContext.condition.allOf[0]?.dimensions, dimensions);
    const legacy = (await sender.sent({ scaleSet: "web", instance: "3", schema: "legacy" })).payload.data
      .context;
    assert.equal(legacy.resourceId, set);
    assert.equal(legacy.resourceType, "Microsoft.Compute/virtualMachineScaleSets");
    assert.deepEqual((legacy.condition as Condition).allOf[0]?.dimensions, dimensions);
  });

  it("resolves the last alert that fired on the scale set", async () => {
    await using sender = await startSender();
    const fired = essentials(await sender.sent({ scaleSet: "web", instance: "3" }));
    await sender.sent({ vm: "web" });
    const resolved = essentials(await sender.sent({ scaleSet: "WEB", condition: "Resolved" }));
    assert.equal(resolved.alertId, fired.alertId);
  });

  for (const [request, problem] of [
    [{ vm: "WEB01", scaleSet: "web" }, "exclude each other"],
    [{ instance: "3" }, 'needs a "scaleSet"'],
    [{ scaleSet: vmId("WEB01") }, '"scaleSet" must be'],
    [{ scaleSet: "web", instance: 3 }, '"instance" must be'],
    [{ scaleSet: "web", sample: "log" }, 'only "vm" goes with it'],
  ] as const) {
    it(`answers 400 for ${JSON.stringify(request)}`, async () => {
      await using sender = await startSender();
      const { status, body } = await sender.send(request);
      assert.equal(status, 400);
      assert.ok((body as { error: string }).error.includes(problem), JSON.stringify(body));
    });
  }

  it("accepts a VM by its ARM id, or by its name in the default world", async () => {
    await using sender = await startSender();
    const elsewhere = vmId("DB7").replace("Prod-Web-RG", "Other-RG");
    const target = async (vm: string) => (await sender.sent({ vm, schema: "legacy" })).payload.data.context;
    assert.equal((await target("WEB02")).resourceId, vmId("WEB02"));
    assert.equal((await target(elsewhere)).resourceId, elsewhere);
  });

  it("makes every alert a new one", async () => {
    await using sender = await startSender();
    const [one, other] = [await sender.sent({}), await sender.sent({})].map(essentials);
    assert.notEqual(one?.alertId, other?.alertId);
    assert.notEqual(one?.firedDateTime, other?.firedDateTime);
  });

  it("resolves the last alert that fired on the VM", async () => {
    await using sender = await startSender();
    const fired = essentials(await sender.sent({ vm: "WEB02" }));
    await sender.sent({ vm: "WEB01" });
    const resolved = essentials(await sender.sent({ vm: vmId("web02"), condition: "Resolved" }));
    assert.equal(resolved.alertId, fired.alertId);
    assert.equal(resolved.firedDateTime, resolved.resolvedDateTime);
    assert.equal(resolved.monitorCondition, "Resolved");
  });

  it("fires any of the samples, each time anew", async () => {
    await using sender = await startSender();
    const log = essentials(await sender.sent({ vm: "WEB02", sample: "log" }));
    assert.deepEqual([log.signalType, log.alertTargetIDs], ["Log", [vmId("web02").toLowerCase()]]);
    const again = essentials(await sender.sent({ vm: "WEB02", sample: "log" }));
    assert.notEqual(again.alertId, log.alertId);
    const { alertTargetIDs } = essentials(await sender.sent({ sample: "several" }));
    assert.equal((alertTargetIDs as readonly string[]).length, 2);
  });

  it("resolves a sample too, as the alert that fired last on the VM", async () => {
    await using sender = await startSender();
    const fired = essentials(await sender.sent({ vm: "WEB01", sample: "common" }));
    const resolved = essentials(await sender.sent({ vm: "WEB01", condition: "Resolved" }));
    assert.equal(resolved.alertId, fired.alertId);
  });

  for (const [request, word] of [
    [[], "object"],
    ["WEB01", "object"],
    [{ vm: 7 }, "vm"],
    [{ vm: "/subscriptions/x" }, "vm"],
    [{ vm: `${vmId("WEB01")}/extensions/a` }, "vm"],
    [{ schema: "classic" }, "schema"],
    [{ condition: "fired" }, "condition"],
    [{ sample: "metric" }, "sample"],
    [{ sample: "toString" }, "sample"],
    [{ sample: "log", schema: "common" }, "sample"],
    [{ sample: "common", condition: "Resolved" }, "sample"],
  ] as const)
    it(`answers 400 with a message about ${word} to ${JSON.stringify(request)}, and delivers nothing`, async () => {
      await using sender = await startSender();
      const { status, body } = await sender.send(request);
      assert.equal(status, 400);
      assert.match((body as { error: string }).error, new RegExp(word));
      assert.equal(sender.server.received.length, 0);
    });
});
