import { randomUUID } from "node:crypto";
import { alertPayload } from "../../local/azure/monitor/alertPayload.ts";
import { PageStage } from "../../test/support/page/pageStage.ts";
import { analyzed, vm, vmId, type World } from "../../test/support/world/world.ts";
import { buildApp } from "../buildApp.ts";
import type { ScenarioName } from "../../local/traffic/namedScenarios.ts";
import type { BrowserContextOptions, Page } from "playwright-core";

type Keep = (name: string, page: Page) => Promise<void>;

const minuteMs = 60_000;
const traffic: Readonly<Record<string, ScenarioName>> = {
  WEB01: "port-scan",
  WEB02: "exfiltration",
  SQL01: "packet-loss",
  APP01: "dns-failure",
  APP02: "ordinary",
};
/** Their alerts, the oldest first, and how long before the next one. */
const alerts = [
  ["APP02", "cpu-high", 95],
  ["SQL01", "sql-slow", 42],
  ["OFF01", "net-out-high", 33],
  ["APP01", "probe-failed", 18],
  ["WEB01", "net-out-high", 26],
] as const;
/** Of the five minutes of the capture that is still running. */
const shownSeconds = 186;

const tall = { viewport: { width: 1280, height: 1500 } };
/** Down to what there is to do. */
const short = { viewport: { width: 1280, height: 560 } };
const desktop = { viewport: { width: 1280, height: 860 } };
const dark = { ...desktop, colorScheme: "dark" } as const;
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };

const fire = (world: World, name: string, rule: string) =>
  world.fire(
    alertPayload({
      ...{ vm: vmId(name), schema: "common", condition: "Fired", rule },
      ...{ at: world.clock.now() - minuteMs, id: randomUUID() },
    }),
  );

/** An afternoon of alerts, up to a capture that is running now; the captures' addresses by their VMs. */
async function afternoon(world: World): Promise<ReadonlyMap<string, string>> {
  await world.control("PUT", "/vms", [
    ...Object.entries(traffic).map(([name, kind]) => vm(name, { traffic: kind })),
    vm("OFF01", { powerState: "deallocated" }),
  ]);
  const ids = new Map<string, string>();
  for (const [name, rule, minutes] of alerts) {
    const instance = await fire(world, name, rule);
    ids.set(name, `#/captures/${instance.id}`);
    await world.outcome(instance);
    await world.clock.advance(minutes * minuteMs);
  }
  await world.clock.advance(Date.now() - shownSeconds * 1000 - world.clock.now());
  await world.reach(await fire(world, "WEB02", "net-out-high"), "capturing");
  await world.clock.advance(Date.now() - world.clock.now());
  return ids;
}

/** Pictures of the captures page and of the Lab, from a run of the whole environment. */
export async function pagePictures(keep: Keep): Promise<void> {
  await buildApp();
  const settings = { ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "300", CAPTURE_BYTES_PER_PACKET: "0" };
  const stage = await PageStage.start(settings, { startAt: Date.now() - 300 * minuteMs });
  try {
    const ids = await afternoon(stage.world);
    const take = async (name: string, path: string, options: BrowserContextOptions) => {
      const { page } = await stage.open(path, options);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByText("Loading").first().waitFor({ state: "detached" });
      await keep(name, page);
    };
    const found = `/api/ui${ids.get("WEB01") ?? ""}`;
    await take("page-list", "/api/ui#/", desktop);
    await take("page-capture", found, tall);
    await take("page-capture-dark", found, dark);
    await take("page-capture-phone", found, phone);
    await take("page-failed", `/api/ui${ids.get("OFF01") ?? ""}`, short);
    await take("page-lab", "/lab", desktop);
  } finally {
    await stage.close();
  }
}
