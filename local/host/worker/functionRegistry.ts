import {
  Disposable,
  hookNames,
  type FunctionCallback,
  type FunctionMetadata,
  type HookCallback,
  type HookName,
} from "./programmingModel.ts";

interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

const isHookName = (name: string): name is HookName => (hookNames as readonly string[]).includes(name);

/** The functions and hooks that an app registers while it loads. */
export class FunctionRegistry {
  readonly functions = new Map<string, RegisteredFunction>();
  /** Shared by all hooks of the app. */
  readonly appHookData = {};
  readonly log: (level: string, category: string, message: string) => void;
  readonly #hooks: { readonly name: HookName; readonly callback: HookCallback }[] = [];

  constructor(log: (level: string, category: string, message: string) => void) {
    this.log = log;
  }

  addFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    const key = metadata.name.toLowerCase();
    if (this.functions.has(key))
      throw new Error(`A function named '${metadata.name}' is already registered.`);
    this.functions.set(key, { metadata, callback });
    return new Disposable(() => this.functions.delete(key));
  }

  addHook(name: string, callback: HookCallback): Disposable {
    if (!isHookName(name))
      throw Object.assign(new RangeError(`There is no hook '${name}'.`), {
        isAzureFunctionsSystemError: true,
      });
    const hook = { name, callback };
    this.#hooks.push(hook);
    return new Disposable(() => this.#hooks.splice(this.#hooks.indexOf(hook), 1));
  }

  hooks(name: HookName): readonly HookCallback[] {
    return this.#hooks.filter((hook) => hook.name === name).map(({ callback }) => callback);
  }
}
