import { setTimeout } from "node:timers/promises";
import { createRandom, type Random } from "../../../local/traffic/random.ts";
import { App } from "./app.ts";
import { Control, type CaptureRecord, type Email } from "./control.ts";
import { expect } from "./expect.ts";
import { Stage } from "./stage.ts";

/** How the command was called. */
export interface SiteOptions {
  readonly host: string;
  readonly control: string;
  readonly key: string | null;
  /** Whose URLs the app hands out. */
  readonly statusUrls: "durable" | "app";
  readonly seed: number;
  /** Number of stops at random moments. */
  readonly stops: number;
  /** Released versions of which an instance can still run. */
  readonly versions: readonly string[];
  /** Names of settings that are wrong on this host; then nothing else can be checked. */
  readonly wrongSettings: readonly string[];
  /** Whether the app keeps a ring on a VM. */
  readonly armed: boolean;
  readonly timeoutSeconds: number;
}

/** Time limits of captures in seconds, within that of the app; 0 while its settings are wrong. */
interface Lengths {
  /** For captures that end by themselves. */
  readonly short: number;
  /** For captures that something happens to. */
  readonly long: number;
}

/** What simulated Azure has received so far. */
export interface Seen {
  readonly captures: readonly CaptureRecord[];
  readonly emails: readonly Email[];
}

/** What one scenario works with. */
export interface Site {
  readonly options: SiteOptions;
  readonly app: App;
  readonly control: Control;
  readonly stage: Stage;
  readonly lengths: Lengths;
  readonly random: Random;
  /** Checks that still hold when all scenarios have ended. */
  readonly lasting: ((seen: Seen) => void)[];
  /** Asks until there is a value. @throws Unexpected at the timeout, with what was awaited. */
  until<T>(what: string, probe: () => Promise<T | null>): Promise<T>;
}

const askEveryMs = 200;
/** Short enough for a run of minutes, long enough to be found running. */
const wanted: Lengths = { short: 3, long: 60 };

/** What all scenarios of a run share. */
export type SharedSite = Omit<Site, "until" | "random">;

export async function openSite(options: SiteOptions): Promise<SharedSite> {
  const app = new App(options.host, options.key);
  const control = new Control(options.control);
  const run = options.seed.toString(36).padStart(6, "0").slice(-6) + Date.now().toString(36).slice(-4);
  const stage = new Stage(control, run);
  const most = options.wrongSettings.length > 0 ? 0 : await timeLimitOf(app, (await stage.absentVm()).id);
  const lengths = { short: Math.min(wanted.short, most), long: Math.min(wanted.long, most) };
  return { options, app, control, stage, lengths, lasting: [] };
}

export async function seenBy({ control }: Pick<Site, "control">): Promise<Seen> {
  const [captures, emails] = await Promise.all([control.captures(), control.emails()]);
  return { captures, emails };
}

/** The app's own time limit, in seconds. */
async function timeLimitOf(app: App, vmId: string): Promise<number> {
  const { status, body } = await app.post("captures", { vmId }, { query: "?whatIf=true" });
  expect.that(
    status === 200,
    `the app answers ${status} to a what-if: ${JSON.stringify(body).slice(0, 300)}`,
  );
  const { limits } = body as { readonly limits?: { readonly timeLimitSeconds?: number } };
  return expect.present(limits?.timeLimitSeconds, "time limit in the answer to a what-if");
}

/** The site of one scenario, with random numbers of its own. */
export function siteOf(shared: SharedSite, name: string): Site {
  const { seed, timeoutSeconds } = shared.options;
  return {
    ...shared,
    random: createRandom(`${seed} ${name}`),
    async until(what, probe) {
      const end = performance.now() + timeoutSeconds * 1000;
      for (;;) {
        const found = await probe();
        if (found !== null) return found;
        expect.that(performance.now() < end, `${what}: not within ${timeoutSeconds} s`);
        await setTimeout(askEveryMs);
      }
    },
  };
}
