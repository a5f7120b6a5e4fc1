import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { everyNth, isDeep } from "../support/depth.ts";
import { compareWithGolden } from "../support/histories/compareWithGolden.ts";
import { alertOn, setId } from "../support/scaleSets/alertOn.ts";
import { common, sample, vm, vmId, World } from "../support/world/world.ts";

const unread = { CAPTURE_TIME_LIMIT_SECONDS: "60", CAPTURE_ANALYZE_MAX_BYTES: "0" };

type Instance = Awaited<ReturnType<World["fire"]>>;

async function postTo(world: World, path: string, data: unknown = null): Promise<void> {
  const uri = `${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`;
  const headers = { "Content-Type": "application/json" };
  assert.equal((await fetch(uri, { method: "POST", headers, body: JSON.stringify(data) })).status, 202);
}

/** Each fires what it needs and moves time as far as it must; the instance whose history counts. */
const scenarios: Readonly<Record<string, (world: World) => Promise<Instance>>> = {
  captured: async (world) => world.fire(await common("WEB01")),

  "stopped-early": async (world) => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    await postTo(world, `${instance.id}/raiseEvent/stop`);
    return instance;
  },

  "conflict-joined": async (world) => {
    await world.reach(await world.fire(await common("WEB01")), "capturing");
    return world.fire(await common("WEB01"));
  },

  "joined-and-not-told": async (world) => {
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const second = await world.fire(await common("WEB01"));
    await world.reach(second, "capturing");
    await postTo(world, `${first.id}/terminate?reason=test`);
    return second;
  },

  "two-vms": async (world) => world.fire(await common("WEB01", "WEB02")),

  "two-vms-one-terminated": async (world) => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(20_000);
    await postTo(world, `${instance.id}:1/terminate?reason=test`);
    return instance;
  },

  "two-vms-stopped": async (world) => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(20_000);
    await postTo(world, `${instance.id}/raiseEvent/stop`);
    return instance;
  },

  "stopped-before-a-session": async (world) => {
    await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 503 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.advance(5000);
    await postTo(world, `${instance.id}/raiseEvent/stop`);
    return instance;
  },

  "resolved-and-stopped": async (world) => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(20_000);
    await postTo(world, `${instance.id}/raiseEvent/resolved`, { at: "2026-11-23T02:05:00Z", stops: true });
    return instance;
  },

  "resolved-and-noted": async (world) => {
    const instance = await world.fire(await common("WEB01", "WEB02"));
    await world.clock.advance(20_000);
    await postTo(world, `${instance.id}/raiseEvent/resolved`, { at: "2026-11-23T02:05:00Z", stops: false });
    return instance;
  },

  "scale-set": async (world) => {
    await world.control("PUT", "/scale-sets", [{ id: setId("web"), instances: [{ id: "0" }, { id: "1" }] }]);
    return world.fire(alertOn("web"));
  },

  "scale-set-flexible": async (world) => {
    const instances = [{ id: "web_0a1b2c3d" }, { id: "web_0a1b2c3e" }];
    await world.control("PUT", "/scale-sets", [{ id: setId("web"), orchestration: "Flexible", instances }]);
    return world.fire(alertOn("web"));
  },

  "computer-looked-up": async (world) => world.fire(await sample("b13-common-logv2-avd-computer-only")),

  "vm-not-running": async (world) => {
    await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" })]);
    return world.fire(await common("WEB01"));
  },

  "storage-error": async (world) => {
    const body = { packetCaptureStatus: "Error", stopReason: "", packetCaptureError: ["StorageFailed"] };
    await world.control("PUT", "/faults", [{ method: "POST", path: "/queryStatus", status: 200, body }]);
    return world.fire(await common("WEB01"));
  },

  "passing-faults": async (world) => {
    await world.control("PUT", "/faults", [
      { path: "/virtualMachines/", status: 503, times: 2 },
      { method: "PUT", path: "/packetCaptures/", status: 429, headers: { "Retry-After": "7" }, times: 1 },
    ]);
    return world.fire(await common("WEB01"));
  },

  "throttled-to-the-end": async (world) => {
    await world.control("PUT", "/faults", [{ path: "/packetCaptures\\?", status: 429 }]);
    return world.fire(await common("WEB01"));
  },
};

describe("captureOnAlert: the histories of this version", () => {
  let world: World;
  before(async () => {
    world = await World.start({
      CAPTURE_TIME_LIMIT_SECONDS: "60",
      CAPTURE_ANALYZE_MAX_BYTES: "0",
      RESOLVE_HOST_NAMES: "true",
    });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  afterEach(async () => {
    await world.control("PUT", "/faults", []);
    // No capture of one scenario is in the way of the next.
    await world.clock.advance(600_000);
  });
  after(() => world.close());

  for (const [name, scenario] of everyNth(3, Object.entries(scenarios)))
    it(name, async () => {
      const instance = await scenario(world);
      await world.outcome(instance);
      const ids = [instance.id, `${instance.id}:1`, `${instance.id}:2`];
      compareWithGolden(name, world, ids);
    });
});

/** On an armed VM, whose ring has recorded for a while. */
const armed: typeof scenarios = {
  armed: async (world) => world.fire(await common("WEB01")),

  "armed-stopped-early": async (world) => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.clock.advance(4000);
    await postTo(world, `${instance.id}/raiseEvent/stop`);
    return instance;
  },

  "armed-without-a-ring": async (world) => {
    await world.control("PUT", "/faults", [{ method: "PUT", path: "alert-ring-WEB02", status: 403 }]);
    await world.control("PUT", "/vms", [vm("WEB02")]);
    await world.clock.advance(600_000);
    return world.fire(await common("WEB02"));
  },

  "armed-and-off": async (world) => {
    await world.control("PUT", "/vms", [vm("WEB01", { powerState: "deallocated" })]);
    await world.clock.advance(120_000);
    return world.fire(await common("WEB01"));
  },
};

describe("captureOnAlert: the histories of this version, on armed VMs", { skip: !isDeep }, () => {
  for (const [name, scenario] of Object.entries(armed))
    it(name, async () => {
      const world = await World.start({ ...unread, ARMED_VMS: `${vmId("WEB01")},${vmId("WEB02")}` });
      try {
        await world.control("PUT", "/vms", [vm("WEB01")]);
        await world.clock.advance(180_000);
        const instance = await scenario(world);
        await world.outcome(instance);
        compareWithGolden(name, world, [instance.id]);
      } finally {
        await world.close();
        process.env.ARMED_VMS = "";
      }
    });
});

describe("the histories of this version, of what tells an alert", { skip: !isDeep }, () => {
  it("a digest, and an alert that entered it", async () => {
    const world = await World.start({ ...unread, CAPTURES_PER_HOUR: "1" });
    try {
      await world.outcome(await world.fire(await common("WEB01")));
      const refused = await world.fire(await common("WEB02"));
      const { reportedIn } = await world.outcome(refused);
      assert.ok(reportedIn !== null);
      await world.clock.advance(600_000);
      compareWithGolden("over-the-ceiling", world, [refused.id, reportedIn]);
    } finally {
      await world.close();
    }
  });

  it("an alert that endpoints are told of, one of which is away for a while", async () => {
    const world = await World.start(unread, { notifies: true });
    try {
      await world.control("PUT", "/faults", [{ path: "/notifications/teams", status: 503, times: 2 }]);
      const instance = await world.fire(await common("WEB01"));
      const { notifications } = await world.outcome(instance);
      assert.deepEqual(
        notifications.map(({ sent }) => sent),
        [true, true],
      );
      compareWithGolden("notified", world, [instance.id]);
    } finally {
      await world.close();
    }
  });

  it("the report of an alert that was terminated", async () => {
    const world = await World.start(unread);
    try {
      const instance = await world.fire(await common("WEB01"));
      await world.reach(instance, "capturing");
      await postTo(world, `${instance.id}/terminate?reason=test`);
      await world.clock.advance(600_000);
      compareWithGolden("terminated-and-reported", world, [`report-${instance.id}`]);
    } finally {
      await world.close();
    }
  });
});
