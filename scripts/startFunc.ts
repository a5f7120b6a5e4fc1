import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, constants, copyFile, readFile } from "node:fs/promises";
import { buildApp } from "./buildApp.ts";

const settingsFile = "local.settings.json";
const exampleFile = "local.settings.example.json";

const noCoreTools = `Azure Functions Core Tools are not installed: there is no \`func\` on the PATH.
  Install them:      npm install -g azure-functions-core-tools@4
  Or do without:     npm start runs the app on the embedded host, against a simulated Azure.`;

/**
 * Runs Core Tools and returns their exit code; null when they are not installed. They end by themselves at
 * Ctrl-C, which reaches them too.
 */
async function func(parameters: readonly string[], stdio: "ignore" | "inherit"): Promise<number | null> {
  // On Windows `func` is a .cmd file, which only a shell can run.
  const child = spawn("func", parameters, { stdio, shell: process.platform === "win32" });
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    return code ?? 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Copies the example settings unless there are settings already. */
async function makeSettings(): Promise<void> {
  try {
    await copyFile(exampleFile, settingsFile, constants.COPYFILE_EXCL);
    // It will hold secrets.
    await chmod(settingsFile, 0o600);
    console.log(`Created ${settingsFile} from ${exampleFile}: replace each <…> with your own value.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if ((await readFile(settingsFile, "utf8")).includes('"UseDevelopmentStorage=true"'))
    console.log(`${settingsFile} keeps the state of orchestrations in Azurite, which must run:
  npx azurite --silent --location .local/azurite`);
}

/**
 * `npm run start:func`: the bundle on the real Functions host of Core Tools, under the user's own settings.
 */
async function start(): Promise<number> {
  // In a shell, an unknown command is an exit code, not ENOENT.
  if ((await func(["--version"], "ignore")) !== 0) {
    console.error(noCoreTools);
    return 1;
  }
  await makeSettings();
  await buildApp();
  process.on("SIGINT", () => undefined);
  return (await func(["start", ...process.argv.slice(2)], "inherit")) ?? 1;
}

process.exitCode = await start();
