import { errorText } from "../../environment/errorText.ts";
import { childTraceParent, traceIdOf } from "../protocol/childTraceParent.ts";
import { hideCredentials } from "../worker/hideCredentials.ts";
import { invoke } from "../worker/invoke.ts";
import { durableCall, type DurableCall } from "./durableClientBinding.ts";
import { functionRoutes } from "./functionRoutes.ts";
import { Hold } from "./hold.ts";
import { hostAnswerOf, httpData, losesBody } from "./httpData.ts";
import { management } from "./management/management.ts";
import { mayCall, refusedManagement } from "./mayCall.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Gate } from "../engine/gate.ts";
import type { HostSettings } from "../hostSettings.ts";
import type { Keys } from "../keys.ts";
import type { Log } from "../log.ts";
import type { HttpFunction } from "../worker/appFunction.ts";
import type { LoadedApp } from "../worker/loadApp.ts";
import type { HostAnswer } from "./hostAnswer.ts";
import type { HostRequest } from "./hostRequest.ts";
import type { ManagementContext } from "./management/managementCall.ts";

/** Answers a request that is not for the app; null: it is. */
export type Beside = (request: HostRequest) => Promise<HostAnswer> | null;

interface RequestHandlerOptions {
  readonly app: LoadedApp;
  readonly settings: HostSettings;
  /** Durable client binding, JSON text. */
  readonly client: string;
  readonly managed: ManagementContext;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: Log;
  /** The keys that callers need; null: none. */
  readonly keys: Keys | null;
  readonly beside: Beside;
  /** Changes an answer of the app before it is sent. */
  readonly asSent: ((answer: HostAnswer) => HostAnswer) | undefined;
  /** Aborted when the host closes. */
  readonly closing: AbortSignal;
}

/** Handles every request, to the Durable API and to HTTP functions. */
export function requestHandler(
  options: RequestHandlerOptions,
): (request: HostRequest, gone: AbortSignal) => Promise<HostAnswer> {
  const { app, settings, clock } = options;
  const functions = app.functions.filter((called) => called.kind === "http");
  const route = functionRoutes(functions, settings.routePrefix, (called, request, parameters) =>
    callFunction(options, called, request, parameters),
  );
  const { asSent = (answer: HostAnswer) => answer } = options;
  const sent = async (answer: Promise<HostAnswer>) => asSent(await answer);
  return (request, gone) => {
    if (request.method === "GET" && request.url.pathname === "/") return Promise.resolve(welcomePage);
    const durable = durableCall(request.url.pathname);
    if (durable !== null) return manage(options, durable, request, gone);
    return options.beside(request) ?? held(clock, () => sent(route(request)));
  };
}

const welcomePage: HostAnswer = {
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!DOCTYPE html><title>Function app</title><h1>The function app is up and running.</h1>",
};

async function held(clock: Clock, work: (hold: Hold) => Promise<HostAnswer>): Promise<HostAnswer> {
  const hold = new Hold(clock);
  try {
    return await work(hold);
  } finally {
    hold.release();
  }
}

async function manage(
  options: RequestHandlerOptions,
  { path, isPublic }: DurableCall,
  request: HostRequest,
  gone: AbortSignal,
): Promise<HostAnswer> {
  const { managed: context, clock, keys, closing } = options;
  const refused = isPublic && keys !== null ? refusedManagement(request, keys) : null;
  if (refused !== null) return refused;
  await backend(options, gone);
  const over = AbortSignal.any([gone, closing]);
  return held(clock, (hold) => management({ context, request, hold, gone: over }, path));
}

/** Waits for the backend. @throws Error when the host closes or the caller disconnects meanwhile. */
async function backend({ gate, closing }: RequestHandlerOptions, gone: AbortSignal): Promise<void> {
  if (gate.isOpen) return;
  const given = AbortSignal.any([gone, closing]);
  const aborted = new Promise<never>((_, reject) => {
    given.addEventListener("abort", () => {
      reject(new Error("The Durable backend does not answer."));
    });
  });
  given.throwIfAborted();
  await Promise.race([gate.whenOpen(), aborted]);
}

async function callFunction(
  { app, client, log, clock, keys }: RequestHandlerOptions,
  called: HttpFunction,
  request: HostRequest,
  parameters: Readonly<Record<string, string>>,
): Promise<HostAnswer> {
  if (keys !== null && !mayCall(request, called, keys)) return { status: 401 };
  const category = `Function.${called.name}`;
  if (losesBody(request))
    log({
      level: "warning",
      category,
      message: "A body without Content-Length does not reach the function.",
    });
  const started = clock.now();
  const what = `${request.method} ${request.url.pathname}`;
  const traceParent = childTraceParent(request.headers.traceparent);
  const entry = { category, functionName: called.name, traceId: traceIdOf(traceParent) };
  try {
    const data = { http: httpData(request, parameters) };
    const result = await invoke(app, called, { data, client, triggerMetadata: {}, traceParent }, log);
    const answer = hostAnswerOf(result?.http);
    const took = clock.now() - started;
    log({ level: "information", ...entry, message: `${what} -> ${answer.status} (${took} ms)` });
    return answer;
  } catch (error) {
    log({ level: "error", ...entry, message: `${what} -> 500: ${hideCredentials(errorText(error))}` });
    return { status: 500 };
  }
}
