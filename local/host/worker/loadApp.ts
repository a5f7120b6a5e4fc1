import { glob, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { errorText } from "../../environment/errorText.ts";
import { appFunction, type AppFunction } from "./appFunction.ts";
import { collectRegistrations } from "./collectRegistrations.ts";
import { freshAddress } from "./freshAddress.ts";
import { FunctionRegistry } from "./functionRegistry.ts";
import { levelOf } from "./levelOf.ts";
import type { Log } from "../log.ts";
import type { ProgrammingModel } from "./programmingModel.ts";

export interface LoadedApp {
  readonly functions: readonly AppFunction[];
  readonly registry: FunctionRegistry;
  readonly model: ProgrammingModel;
}

/**
 * Loads a fresh instance of the app into this process.
 * @throws Error when it cannot be loaded or has no functions.
 */
export async function loadApp(appDirectory: string, log: Log): Promise<LoadedApp> {
  const registration = new FunctionRegistry((level, category, message) => {
    log({ level: levelOf(level), category: `Worker.${category}`, message });
  });
  const files = await mainFiles(appDirectory);
  const model = await collectRegistrations(registration, async () => {
    for (const file of files) await load(file);
    const { appHookData } = registration;
    for (const hook of registration.hooks("appStart"))
      await hook({ hookData: appHookData, appHookData, functionAppDirectory: resolve(appDirectory) });
  });
  const functions = [...registration.functions.values()].map(({ metadata, callback }) =>
    appFunction(metadata, callback),
  );
  if (functions.length === 0 || model === null)
    throw new Error(`The app ${files.join(", ")} registers no functions.`);
  const capabilities = await model.getCapabilities({});
  if (capabilities.HttpUri !== undefined)
    throw new Error("The app enables HTTP streaming, which the local host does not support.");
  return { functions, registry: registration, model };
}

/** The files named by package.json's `main`: one, or those that match a pattern. */
async function mainFiles(appDirectory: string): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(appDirectory, "package.json"), "utf8")) as {
    main?: unknown;
  };
  if (typeof manifest.main !== "string")
    throw new Error(`${join(appDirectory, "package.json")} names no main file.`);
  const { main } = manifest;
  if (!/[*{?]/.test(main)) return [resolve(appDirectory, main)];
  const found: string[] = [];
  for await (const file of glob(main, { cwd: appDirectory })) found.push(file);
  if (found.length === 0) throw new Error(`No file in ${appDirectory} matches the main pattern ${main}.`);
  return found.map((file) => resolve(appDirectory, file)).sort();
}

async function load(file: string): Promise<void> {
  try {
    await import(freshAddress(file));
  } catch (error) {
    throw new Error(`The app ${file} cannot be loaded: ${errorText(error)}`, { cause: error });
  }
}
