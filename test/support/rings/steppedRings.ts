import { emptyRingRecord, readRingRecord, ringRecordName } from "../../../src/captures/rings/ringRecord.ts";
import {
  steppedFault as fault,
  runningVm,
  start,
  statusOf,
  type SteppedSession as Session,
} from "./steppedSession.ts";
import type { Random } from "../../../local/traffic/random.ts";
import type { Azure } from "../../../src/azure/azure.ts";
import type { PacketCaptures } from "../../../src/azure/packetCaptures.ts";
import type { RingRecord } from "../../../src/captures/rings/ringRecord.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";
import type { Config } from "../../../src/config.ts";

/** What the call of an instance that was killed ends with. */
export class Killed extends Error {}

interface Waiting {
  readonly run: Run;
  readonly go: () => void;
  readonly kill: () => void;
}

/** One execution of an activity, which can be killed between its calls. */
export interface Run {
  isAlive: boolean;
}

const watcher = { subscriptionId: "s", resourceGroup: "g", name: "NetworkWatcher_westeurope" };
const latency = { stopMs: 12_000, deleteMs: 5000, listMs: 3000 };

/**
 * Storage and Network Watcher in memory, with sessions of rings. Each call waits for its turn, and may
 * fail before or after it is carried out. Its execution can be killed while it waits.
 */
export class SteppedRings {
  /** The most sessions that ever ran on one VM at a time. */
  mostPerVm = 0;
  created = 0;
  /** Of a hundred calls so many fail. */
  faultPercent = 0;
  readonly sessions: Session[] = [];
  readonly #random: Random;
  readonly #config: Config;
  #record: { text: string; version: string } | null = null;
  #versions = 0;
  #waiting: Waiting[] = [];
  #elapsedMs = 0;

  constructor(random: Random, config: Config) {
    this.#random = random;
    this.#config = config;
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  now = (): string => new Date(start + this.#elapsedMs).toISOString();

  get record(): RingRecord {
    return (this.#record === null ? null : readRingRecord(this.#record.text)) ?? emptyRingRecord;
  }

  running = (vmId: string): readonly Session[] =>
    this.sessions.filter((session) => session.vmId === vmId && this.#runs(session));

  listed = (): readonly Session[] => this.sessions.filter(({ goneAt }) => goneAt > this.#elapsedMs);

  loseRecord(): void {
    this.#record = null;
  }

  damageRecord(): void {
    if (this.#record !== null) this.#record = { ...this.#record, text: this.#record.text.slice(1) };
  }

  /** A session ends by itself. */
  fail(session: Session, stopReason: "Error" | "Manual"): void {
    session.endsAt = Math.min(session.endsAt, this.#elapsedMs);
    session.stopReason = stopReason;
  }

  /** Somebody deletes a session. */
  lose(session: Session): void {
    session.endsAt = Math.min(session.endsAt, this.#elapsedMs);
    session.goneAt = this.#elapsedMs;
  }

  /** Lets the call whose turn it is go on; a little time passes. */
  step(): void {
    this.#elapsedMs += this.#random.integer(0, 400);
    if (this.#waiting.length === 0) return;
    const [next] = this.#waiting.splice(this.#random.integer(0, this.#waiting.length - 1), 1);
    next?.go();
  }

  pass(seconds: number): void {
    this.#elapsedMs += seconds * 1000;
  }

  /** Ends the execution with everything that it does. */
  kill(run: Run): void {
    run.isAlive = false;
    const lost = this.#waiting.filter((one) => one.run === run);
    this.#waiting = this.#waiting.filter((one) => one.run !== run);
    for (const { kill } of lost) kill();
  }

  /** The clients, as one execution of an activity has them. */
  azureOf(run: Run): Azure {
    const call = <T>(effect: () => T): Promise<T> => this.#call(run, effect);
    const parts: Partial<Azure> = {
      appStorage: {
        read: (name) => call(() => (name === ringRecordName ? this.#record : null)),
        write: (name, text, version) =>
          call(() => (name === ringRecordName ? this.#write(text, version) : null)),
        remove: () => Promise.reject(new Error("No ring needs this call.")),
      },
      packetCaptures: this.#captures(call),
      virtualMachines: {
        find: (id) => call(() => runningVm(id)),
        installAgent: () => Promise.reject(new Error("No ring needs this call.")),
      },
      networkWatchers: { list: () => call(() => [{ ...watcher, location: "westeurope" }]) },
      storageAccounts: {
        find: (id) => call(() => ({ id, allowsSharedKey: true, sku: "Standard_LRS" })),
        blobEndpoints: () => Promise.reject(new Error("No ring needs this call.")),
        firewall: () => Promise.reject(new Error("No ring needs this call.")),
      },
    };
    return parts as Azure;
  }

  #turn(run: Run): Promise<void> {
    if (!run.isAlive) return Promise.reject(new Killed());
    return new Promise((resolve, reject) => {
      const kill = () => {
        reject(new Killed());
      };
      this.#waiting.push({ run, go: resolve, kill });
    });
  }

  async #call<T>(run: Run, effect: () => T): Promise<T> {
    await this.#turn(run);
    const fails = this.#random.integer(1, 100) <= this.faultPercent;
    if (fails && this.#random.integer(0, 1) === 0) throw fault(503);
    const result = effect();
    await this.#turn(run);
    if (fails) throw fault(null);
    return result;
  }

  #write(text: string, version: string | null): string | null {
    if ((this.#record?.version ?? null) !== version) return null;
    this.#record = { text, version: String((this.#versions += 1)) };
    return this.#record.version;
  }

  #runs = ({ createdAt, endsAt }: Session): boolean =>
    createdAt <= this.#elapsedMs && endsAt > this.#elapsedMs;

  #named = (name: string): Session | null => this.listed().find((session) => session.name === name) ?? null;

  #require(name: string): Session {
    const session = this.#named(name);
    if (session === null) throw fault(404);
    return session;
  }

  #shown = ({ name, vmId, goneAt }: Session): CaptureSession => ({
    ...{ name, target: vmId, provisioningState: goneAt === Infinity ? "Succeeded" : "Deleting" },
    ...{ isContinuous: true, limits: null, storageId: this.#config.storageAccountId },
    ...{ fileUrl: null, guestPath: null },
  });

  #create(name: string, vmId: string): void {
    if (this.#named(name) !== null) throw fault(409);
    const createdAt = this.#elapsedMs;
    const endsAt = createdAt + this.#config.ring.sessionSeconds * 1000;
    this.sessions.push({ name, vmId, createdAt, endsAt, stopReason: "TimeExceeded", goneAt: Infinity });
    this.created += 1;
    this.mostPerVm = Math.max(this.mostPerVm, this.running(vmId).length);
  }

  #end(session: Session, afterMs: number, reason: string): void {
    const endsAt = this.#elapsedMs + afterMs;
    if (endsAt >= session.endsAt) return;
    session.endsAt = endsAt;
    session.stopReason = reason;
  }

  #captures(call: <T>(effect: () => T) => Promise<T>): PacketCaptures {
    return {
      // A list may lack what was accepted seconds ago.
      list: () =>
        call(() => {
          const lag = this.#random.integer(0, latency.listMs);
          return this.listed()
            .filter(({ createdAt }) => createdAt <= this.#elapsedMs - lag)
            .map(this.#shown);
        }),
      find: (_, name) =>
        call(() => {
          const session = this.#named(name);
          return session === null ? null : this.#shown(session);
        }),
      create: () => Promise.reject(new Error("No ring needs this call.")),
      createRing: (_, { name, vmId }) =>
        call(() => {
          this.#create(name, vmId);
        }),
      status: (_, name) => call(() => this.#status(name)),
      answer: (_, answerUrl) => call(() => this.#ended(answerUrl)),
      stop: (_, name) =>
        call(() => {
          this.#end(this.#require(name), latency.stopMs, "Manual");
        }),
      remove: (_, name) =>
        call(() => {
          const session = this.#require(name);
          this.#end(session, 0, "Manual");
          session.goneAt = Math.min(session.goneAt, this.#elapsedMs + latency.deleteMs);
        }),
    };
  }

  /** The service answers late for a session that runs. */
  #status(name: string) {
    const session = this.#named(name);
    if (session === null) return null;
    return this.#runs(session) ? { answerUrl: name, afterSeconds: 10 } : this.#ended(name);
  }

  #ended(name: string) {
    const session = this.#named(name);
    if (session === null) return null;
    return statusOf(session, this.#runs(session));
  }
}
