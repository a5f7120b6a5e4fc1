import { createRequire } from "node:module";
import {
  Disposable,
  type FunctionCallback,
  type FunctionMetadata,
  type HookCallback,
  type ProgrammingModel,
} from "./programmingModel.ts";
import type { FunctionRegistry } from "./functionRegistry.ts";

const coreName = "@azure/functions-core";

/** The registry of the app that is being loaded. */
let current: FunctionRegistry | null = null;
let model: ProgrammingModel | null = null;

function registration(): FunctionRegistry {
  if (current !== null) return current;
  throw new Error("A function can only be registered while the app is loading.");
}

/**
 * One object for the whole process, because the library looks it up once. Its calls go to the app being
 * loaded.
 */
const core = {
  version: "3.11.0",
  hostVersion: "4.0.0",
  Disposable,
  setProgrammingModel(chosen: ProgrammingModel): void {
    model = chosen;
  },
  getProgrammingModel: (): ProgrammingModel | null => model,
  registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback): Disposable =>
    registration().addFunction(metadata, callback),
  registerHook: (name: string, callback: HookCallback): Disposable => registration().addHook(name, callback),
  log(level: string, category: string, message: string): void {
    current?.log(level, category, message);
  },
};

let installed = false;

/**
 * Makes `require("@azure/functions-core")` return this host, in libraries too. The Functions worker does the
 * same.
 */
function install(): void {
  if (installed) return;
  installed = true;
  const { prototype } = createRequire(import.meta.url)("node:module") as {
    prototype: { require: (this: unknown, id: string) => unknown };
  };
  prototype.require = new Proxy(prototype.require, {
    apply: (original, self, parameters: [string]) =>
      parameters[0] === coreName ? core : original.apply(self, parameters),
  });
}

/** Apps load one after the other, because a registration does not name its app. */
let lastLoad: Promise<unknown> = Promise.resolve();

/** Collects the registrations of `load`. Later apps share the model of a library that was loaded before. */
export function collectRegistrations(
  into: FunctionRegistry,
  load: () => Promise<void>,
): Promise<ProgrammingModel | null> {
  const run = async () => {
    install();
    current = into;
    try {
      await load();
      return model;
    } finally {
      current = null;
    }
  };
  const loaded = lastLoad.then(run);
  lastLoad = loaded.catch(() => undefined);
  return loaded;
}
