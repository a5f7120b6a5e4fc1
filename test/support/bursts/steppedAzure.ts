import type { Random } from "../../../local/traffic/random.ts";
import type { AppStorage } from "../../../src/azure/appStorage.ts";
import type { Azure } from "../../../src/azure/azure.ts";
import type { PacketCaptures } from "../../../src/azure/packetCaptures.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";
import type { Config } from "../../../src/config.ts";

/** What a step of a killed instance ends with. */
export class Killed extends Error {}

interface AppInstance {
  alive: boolean;
  azure: Azure;
}

interface Waiting {
  readonly instance: AppInstance | null;
  readonly go: () => void;
  readonly kill: () => void;
}

type Session = CaptureSession & { readonly createdAt: number };

const start = Date.parse("2026-11-26T08:00:00Z");

/**
 * Storage and Network Watcher in memory. Each call waits until its turn comes, is carried out at one moment,
 * and waits again until its answer arrives: an instance can be killed in between.
 */
export class SteppedAzure {
  mostPerVm = 0;
  mostSessions = 0;
  readonly #random: Random;
  readonly #config: Config;
  readonly #records = new Map<string, { readonly text: string; readonly version: string }>();
  readonly #sessions: Session[] = [];
  readonly #instances: [AppInstance, AppInstance];
  #waiting: Waiting[] = [];
  #elapsedMs = 0;
  #versions = 0;

  constructor(random: Random, config: Config, strangers: number) {
    this.#random = random;
    this.#config = config;
    for (let number = 0; number < strangers; number += 1)
      this.#sessions.push(this.#session(`stranger-${number}`, `/theirs/${number}`, -1e9));
    this.#instances = [this.#instance(), this.#instance()];
  }

  now = (): string => new Date(start + this.#elapsedMs).toISOString();
  anyInstance = (): AppInstance => this.#random.pick(this.#instances);

  /** Lets the call whose turn it is go on; a little time passes. */
  step(): void {
    this.#elapsedMs += this.#random.integer(0, 200);
    if (this.#waiting.length === 0) return;
    const [next] = this.#waiting.splice(this.#random.integer(0, this.#waiting.length - 1), 1);
    next?.go();
  }

  /** Ends an instance with everything that it does; another one takes its place. */
  kill(): void {
    const killed = this.anyInstance();
    killed.alive = false;
    this.#instances.splice(this.#instances.indexOf(killed), 1, this.#instance());
    const lost = this.#waiting.filter(({ instance }) => instance === killed);
    this.#waiting = this.#waiting.filter(({ instance }) => instance !== killed);
    for (const { kill } of lost) kill();
  }

  async timer(seconds: number): Promise<void> {
    const due = this.#elapsedMs + seconds * 1000;
    while (this.#elapsedMs < due) await this.#turn(null);
  }

  #turn(instance: AppInstance | null): Promise<void> {
    if (instance?.alive === false) return Promise.reject(new Killed());
    return new Promise((resolve, reject) => {
      const kill = () => {
        reject(new Killed());
      };
      this.#waiting.push({ instance, go: resolve, kill });
    });
  }

  async #call<T>(instance: AppInstance, effect: () => T): Promise<T> {
    await this.#turn(instance);
    const result = effect();
    await this.#turn(instance);
    return result;
  }

  #instance(): AppInstance {
    const instance: AppInstance = { alive: true, azure: {} as Azure };
    const parts = { appStorage: this.#storage(instance), packetCaptures: this.#captures(instance) };
    instance.azure = { ...instance.azure, ...parts };
    return instance;
  }

  #storage(instance: AppInstance): AppStorage {
    return {
      read: (name) => this.#call(instance, () => this.#records.get(name) ?? null),
      write: (name, text, version) =>
        this.#call(instance, () => {
          if ((this.#records.get(name)?.version ?? null) !== version) return null;
          const next = String((this.#versions += 1));
          this.#records.set(name, { text, version: next });
          return next;
        }),
      remove: (name) => this.#call(instance, () => void this.#records.delete(name)),
    };
  }

  #captures(instance: AppInstance): PacketCaptures {
    const none = () => Promise.reject(new Error("No burst needs this call."));
    const startedAt = ({ createdAt }: Session) => new Date(start + createdAt).toISOString();
    const named = (name: string) => this.#sessions.find((session) => session.name === name) ?? null;
    return {
      // A list may lack what was accepted seconds ago.
      list: () =>
        this.#call(instance, () => {
          const lag = this.#random.integer(0, 1) * this.#random.integer(0, 5000);
          return this.#sessions.filter(({ createdAt }) => createdAt <= this.#elapsedMs - lag);
        }),
      find: (_, name) => this.#call(instance, () => named(name)),
      create: (_, { name, vmId }) =>
        this.#call(instance, () => {
          this.#create(name, vmId);
        }),
      createRing: none,
      status: (_, name) =>
        this.#call(instance, () => {
          const session = named(name);
          const facts = { state: "Running", stopReason: null, errors: [] } as const;
          return session === null ? null : { ...facts, startedAt: startedAt(session) };
        }),
      answer: none,
      stop: none,
      remove: none,
    };
  }

  #create(name: string, vmId: string): void {
    if (this.#sessions.some((session) => session.name === name)) return;
    this.#sessions.push(this.#session(name, vmId, this.#elapsedMs));
    const here = this.#sessions.filter(({ target }) => target === vmId).length;
    this.mostPerVm = Math.max(this.mostPerVm, here);
    this.mostSessions = Math.max(this.mostSessions, this.#sessions.length);
  }

  #session(name: string, target: string, createdAt: number): Session {
    const { storageAccountId: storageId, limits } = this.#config;
    const facts = { provisioningState: "Succeeded", limits, fileUrl: null, guestPath: null };
    return { name, target, storageId, createdAt, ...facts };
  }
}
