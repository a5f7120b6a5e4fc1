import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where Debian has it; another one is named by CHROMIUM. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why the emails cannot be looked at here; false when they can. */
export const noBrowser: string | false = existsSync(executablePath)
  ? false
  : `There is no Chromium at ${executablePath}; name one with CHROMIUM.`;

/** A browser that talks to nobody. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
