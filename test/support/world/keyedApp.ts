import assert from "node:assert/strict";
import { World } from "./world.ts";
import type { Keys } from "../../../local/host/keys.ts";

/** An answer of the app, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  /** Everything that the caller gets, to be searched. */
  readonly all: string;
}

/** The app with keys on, and calls with one key or none. */
export class KeyedApp {
  readonly world: World;
  readonly keys: Keys;
  readonly #settings: readonly string[];

  private constructor(world: World, keys: Keys, settings: readonly string[]) {
    this.world = world;
    this.keys = keys;
    this.#settings = settings;
  }

  static async start(settings: Record<string, string>): Promise<KeyedApp> {
    const world = await World.start(settings, { enableAuth: true });
    const { keys } = world.environment;
    assert.ok(keys !== null);
    return new KeyedApp(world, keys, Object.keys(settings));
  }

  /** The next world in this process does not have the settings of this one. */
  async close(): Promise<void> {
    await this.world.close();
    for (const name of this.#settings) process.env[name] = "";
  }

  keyOf = (name: string): string => this.keys.functions[name] ?? assert.fail(`there is no key of ${name}`);

  /** Calls a URL, or a route of the app. */
  async call(method: string, where: string, key: string | null, body?: unknown): Promise<Answered> {
    const url = where.startsWith("http") ? where : `${this.world.environment.url}${where}`;
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "Content-Type": "application/json", ...(key !== null && { "x-functions-key": key }) };
    const response = await fetch(url, { method, headers, ...init });
    const text = await response.text();
    const all = `${JSON.stringify([...response.headers])}\n${text}`;
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    const parsed = isJson ? (JSON.parse(text) as Answered["body"]) : {};
    return { status: response.status, headers: response.headers, body: parsed, all };
  }

  /** The Durable extension's own answer to a status query. */
  durable = (id: string, query = ""): Promise<Answered> =>
    this.call("GET", `/runtime/webhooks/durabletask/instances/${id}${query}`, this.keys.durable);

  /** Every key of the host that is in a text, by its name. */
  keysIn(text: string): readonly string[] {
    const { functions, ...others } = this.keys;
    const all = { ...functions, ...others } as Readonly<Record<string, string>>;
    return Object.entries(all)
      .filter(([, key]) => text.includes(key))
      .map(([name]) => name);
  }
}

/** A member of an answer that must be text. */
export const textOf = ({ body }: Answered, member: string): string => {
  const value = body[member];
  assert.ok(typeof value === "string", `${member} is no text`);
  return value;
};
