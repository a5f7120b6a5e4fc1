import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildApp } from "./buildApp.ts";
import { bundleParts, bytesOf } from "./bundleParts.ts";
import { thirdPartyNotices } from "./thirdPartyNotices.ts";
import type { Metafile } from "esbuild";

const root = resolve(import.meta.dirname, "..");

/**
 * Makes the folder that is deployed. It holds everything that the app needs: nothing is installed or built in
 * Azure.
 */
export async function makePackage(directory: string): Promise<Metafile> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const metafile = await buildApp(join(directory, "dist"));
  await copyFile(join(root, "host.json"), join(directory, "host.json"));
  await writeFile(join(directory, "package.json"), await manifest());
  await writeFile(
    join(directory, "dist", "THIRD-PARTY-NOTICES.txt"),
    await thirdPartyNotices(metafile, root),
  );
  return metafile;
}

/** The members that the Functions host reads, and the deployed version. */
async function manifest(): Promise<string> {
  const all = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  const { name, version, license, type, main, engines } = all;
  return `${JSON.stringify({ name, version, private: true, license, type, main, engines }, null, 2)}\n`;
}

/** `npm run package`: makes package/ and prints its sizes. */
if (import.meta.main) {
  const metafile = await makePackage(join(root, "package"));
  const { webhook, later } = bundleParts(metafile);
  const kilobytes = (paths: readonly string[]) => `${(bytesOf(metafile, paths) / 1000).toFixed(0)} kB`;
  console.log(`package/ is what is deployed: ${kilobytes(webhook)} to load for the webhook, ${kilobytes(later)} when needed.
Deploy it with
  azd deploy
or, into a function app that is there,
  cd package && func azure functionapp publish <app> --javascript`);
}
