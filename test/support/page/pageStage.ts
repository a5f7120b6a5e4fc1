import { launch } from "../report/browser.ts";
import { World } from "../world/world.ts";
import { Visit } from "./visit.ts";
import type { Browser, BrowserContextOptions } from "playwright-core";

type WorldOptions = Parameters<typeof World.start>[1];

/** The whole environment on virtual time, and a browser for its pages. */
export class PageStage {
  readonly world: World;
  readonly browser: Browser;
  readonly #settings: readonly string[];
  readonly #visits: Visit[] = [];

  private constructor(world: World, browser: Browser, settings: readonly string[]) {
    this.world = world;
    this.browser = browser;
    this.#settings = settings;
  }

  static async start(settings: Record<string, string> = {}, options: WorldOptions = {}): Promise<PageStage> {
    const [world, browser] = await Promise.all([
      World.start(settings, { clearDownloads: true, ...options }),
      launch(),
    ]);
    return new PageStage(world, browser, Object.keys(settings));
  }

  get origin(): string {
    return this.world.environment.url;
  }

  /** Opens a screen of the captures page, whose clock is the world's. */
  visit(hash = "#/", options: BrowserContextOptions = {}): Promise<Visit> {
    return this.open(`/api/ui${hash}`, options);
  }

  async open(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await Visit.open(this.browser, this.origin + path, options, this.world.clock.now());
    this.#visits.push(visit);
    return visit;
  }

  /** Ends the visits since the last call; none of them had a complaint. */
  async endVisits(): Promise<void> {
    for (const visit of this.#visits.splice(0)) await visit.end();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.world.close();
    // The next world in this process does not have the settings of this one.
    for (const name of this.#settings) process.env[name] = "";
  }
}
