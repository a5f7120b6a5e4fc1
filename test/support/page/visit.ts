import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Download,
  Locator,
  Page,
} from "playwright-core";

/** A request of the page. */
interface PageRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isDownload: boolean;
}

/** A busy machine shows things late. */
const patienceMs = 20_000;

/**
 * Answers like 401 and 404 are the page's to explain; Chromium notes each of them too. A mail of the Lab is in a
 * frame that runs no script, this class's own included.
 */
const harmless = /^Failed to load resource: the server responded|^Blocked script execution in '[^']*\/lab\//;

/** The page asks at least this often while it is seen. */
const askingMs = 60_000;
/** The app keeps an answer for two seconds. */
const turnMs = 500;

const turns = `(async () => { for (let turn = 0; turn < 20; turn += 1) await null; })()`;

const binding = "tellViolation";

/** Tells of every violation of the Content-Security-Policy, also of one that is only reported. */
const watchPolicy = `document.addEventListener("securitypolicyviolation", (event) => {
  globalThis.${binding}(event.effectiveDirective + " " + event.blockedURI + " " + event.sample);
});`;

/** Somebody with a browser at the app: what they see, and what they do not see. */
export class Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly requests: PageRequest[] = [];
  readonly downloads: Download[] = [];
  /** Errors of the console, uncaught errors, violations of the policy, and dialogs of the browser. */
  readonly complaints: string[] = [];
  readonly #origin: string;
  #underWay = 0;

  private constructor(page: Page, context: BrowserContext, origin: string) {
    this.page = page;
    this.context = context;
    this.#origin = origin;
  }

  /** @param now the time of the page's clock, which then goes on; absent: the machine's */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    now?: number,
  ): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const visit = new Visit(page, context, new URL(url).origin);
    if (now !== undefined) await page.clock.install({ time: now });
    await visit.#watch();
    await page.goto(url);
    return visit;
  }

  async #watch(): Promise<void> {
    const { page, complaints, context } = this;
    await context.exposeBinding(binding, (_, text: string) => void complaints.push(`policy: ${text}`));
    await context.addInitScript(watchPolicy);
    page.on("console", (message) => {
      if (message.type() === "error" && !harmless.test(message.text()))
        complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("download", (download) => this.downloads.push(download));
    context.on("requestfinished", () => void (this.#underWay -= 1));
    context.on("requestfailed", () => void (this.#underWay -= 1));
    context.on("request", (request) => {
      this.#underWay += 1;
      const isDownload = request.isNavigationRequest() && new URL(request.url()).pathname.endsWith(".cap");
      this.requests.push({
        ...{ method: request.method(), url: request.url(), headers: request.headers(), isDownload },
      });
    });
  }

  /** Every request to another origin, but downloads. */
  get outside(): readonly string[] {
    return this.requests
      .filter(({ url, isDownload }) => !isDownload && /^https?:/.test(url) && !url.startsWith(this.#origin))
      .map(({ url }) => url);
  }

  /** The requests of a path, which may have a query. */
  requestsTo = (path: string): readonly PageRequest[] =>
    this.requests.filter(({ url }) => new URL(url).pathname === path);

  /** Moves the page's clock, which stands still, on. Each answer comes at the moment of its question. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await this.page.clock.runFor(1000);
      while (this.#underWay > 0) await setTimeout(1);
      // The page reads an answer in turns of its own.
      await this.page.evaluate(turns);
    }
  }

  /** Lets the page ask the app again and again, as it does in time, until it shows something. */
  async shows(what: Locator): Promise<void> {
    for (let turn = 1; ; turn += 1) {
      await this.page.clock.fastForward(askingMs);
      try {
        await what.waitFor({ timeout: turnMs });
        return;
      } catch (error) {
        if (turn * turnMs < patienceMs) continue;
        const seen = await this.page.locator("body").innerText();
        throw new Error(`The page at ${this.page.url()} does not show it, but: ${seen}`, { cause: error });
      }
    }
  }

  /** Ends it. Whatever was done, nobody complained, and nothing but a download left the origin. */
  async end(): Promise<void> {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
    assert.deepEqual(this.outside, []);
  }
}
