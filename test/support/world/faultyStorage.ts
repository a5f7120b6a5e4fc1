import { once } from "node:events";
import { request as send } from "node:https";
import { pipeline } from "node:stream";
import { listen, type Listener } from "../../../local/azure/http/listener.ts";
import { sharedStorage } from "./sharedStorage.ts";
import type { RunningStorage } from "../../../local/environment/environment.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface StorageRequest {
  readonly method: string;
  readonly path: string;
  /** First byte asked for; null when the request is for no range. */
  readonly from: number | null;
  /** The version that it is for; null for any. */
  readonly ifMatch: string | null;
}

/**
 * How a read of a capture file goes wrong: refused with a status; cut, or never going on, in the middle of
 * its body; or something that happens before it is answered. `isDone`: it was done before it was refused.
 */
export type StorageFault =
  | { readonly status: number; readonly code?: string; readonly isDone?: true }
  | "cut"
  | "stall"
  | (() => Promise<unknown>);

interface Rule {
  readonly matches: (request: StorageRequest) => boolean;
  readonly fault: StorageFault;
  times: number;
}

/** Whether a request lists files. */
export const lists = ({ path }: StorageRequest): boolean => path.includes("comp=list");

/** Whether a request asks for a key to sign links with. */
export const asksForKey = ({ path }: StorageRequest): boolean => path.includes("comp=userdelegationkey");

/**
 * Azurite behind a proxy that makes reads of capture files, and requests for keys, fail: simulated Azure's
 * faults do not reach blob storage.
 */
export class FaultyStorage {
  readonly storage: RunningStorage;
  /** Every read of a capture file, every list of files, and every request for a key. */
  readonly requests: StorageRequest[] = [];
  readonly #listener: Listener;
  #rules: Rule[] = [];

  private constructor(storage: RunningStorage, listener: Listener) {
    this.storage = storage;
    this.#listener = listener;
  }

  static async start(): Promise<FaultyStorage> {
    const { tls, blob } = await sharedStorage();
    const started: { proxy?: FaultyStorage } = {};
    const behind = new URL(blob.endpoint);
    const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
      if (started.proxy !== undefined) void started.proxy.#answer(incoming, outgoing, behind);
    };
    const listener = await listen({ port: 0, tls, handle });
    const endpoint = `https://127.0.0.1:${listener.port}${behind.pathname}`;
    started.proxy = new FaultyStorage({ tls, blob: { ...blob, endpoint } }, listener);
    return started.proxy;
  }

  close = (): Promise<void> => this.#listener.close();

  fail(fault: StorageFault, times = Infinity, matches: Rule["matches"] = () => true): void {
    this.#rules.push({ matches, fault, times });
  }

  heal(): void {
    this.#rules = [];
    this.requests.length = 0;
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse, behind: URL): Promise<void> {
    const { url: path = "/", method = "GET", headers } = incoming;
    const range = /^bytes=(\d+)-/.exec(String(headers["x-ms-range"] ?? headers.range ?? ""))?.[1];
    const from = range === undefined ? null : Number(range);
    const asked = { method, path, from, ifMatch: headers["if-match"] ?? null };
    // Who signs with the account's key is the agent on the VM, or the test itself: none of the app's reads.
    const isOfApp = String(headers.authorization).startsWith("Bearer ");
    const isRead = isOfApp && (path.includes(".cap") || asksForKey(asked) || lists(asked));
    if (isRead) this.requests.push(asked);
    const rule = isRead ? this.#rules.find(({ times, matches }) => times > 0 && matches(asked)) : undefined;
    if (rule !== undefined) rule.times -= 1;
    const fault = rule?.fault;
    if (typeof fault === "function") await fault();
    if (typeof fault === "object") {
      const { status, code = "Simulated", isDone = false } = fault;
      if (isDone) await done(incoming, behind);
      incoming.resume();
      outgoing.writeHead(status, { "x-ms-error-code": code, "content-type": "application/xml" });
      outgoing.end(
        method === "HEAD" ? "" : `<Error><Code>${code}</Code><Message>Simulated.</Message></Error>`,
      );
      return;
    }
    forward(incoming, outgoing, behind, fault === "cut" || fault === "stall" ? fault : null);
  }
}

/** Lets the request through, and keeps its answer back. */
async function done(incoming: IncomingMessage, { hostname, port }: URL): Promise<void> {
  const { url: path, method, headers } = incoming;
  const inner = send({ hostname, port, path, method, headers });
  incoming.pipe(inner);
  const [answer] = (await once(inner, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
}

/** Lets the request through; of an answer that is to go wrong, half of the first piece of its body alone. */
function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { hostname, port }: URL,
  fault: "cut" | "stall" | null,
): void {
  // Who asked may have given up by now, and again by the time of the answer.
  if (outgoing.destroyed) return;
  const { url: path, method, headers } = incoming;
  const inner = send({ hostname, port, path, method, headers }, (answer) => {
    if (outgoing.destroyed) return void answer.destroy();
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fault === null) return void pipeline(answer, outgoing, () => undefined);
    answer.once("data", (chunk: Buffer) => {
      answer.destroy();
      outgoing.write(chunk.subarray(0, chunk.length / 2), () => {
        if (fault === "cut") outgoing.destroy();
      });
    });
  });
  inner.on("error", () => outgoing.destroy());
  incoming.pipe(inner);
}
