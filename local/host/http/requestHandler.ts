import type { Clock } from "../../clock.ts";
import type { Gate } from "../engine/gate.ts";
import type { HostSettings } from "../hostSettings.ts";
import { textOf, type Log } from "../log.ts";
import type { HttpFunction } from "../worker/functions.ts";
import { invoke } from "../worker/invoke.ts";
import type { LoadedApp } from "../worker/loadApp.ts";
import { httpAnswer, httpData, losesBody } from "./callHttpFunction.ts";
import { durablePath } from "./durableClient.ts";
import { functionRoutes } from "./functionRoutes.ts";
import { management, type ManagementContext } from "./management/api.ts";
import type { Answer, Request } from "./message.ts";

export interface RequestHandlerOptions {
  readonly app: LoadedApp;
  readonly settings: HostSettings;
  /** Durable client binding, JSON text. */
  readonly client: string;
  readonly managed: ManagementContext;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the host closes. */
  readonly closing: AbortSignal;
}

/** Answers every request: the Durable API's, and those of the app's HTTP functions. */
export function requestHandler(
  options: RequestHandlerOptions,
): (request: Request, gone: AbortSignal) => Promise<Answer> {
  const { app, settings, clock, managed } = options;
  const functions = app.functions.filter((called) => called.kind === "http");
  const route = functionRoutes(functions, settings.routePrefix, (called, request, parameters) =>
    callFunction(options, called, request, parameters),
  );
  return async (request, gone) => {
    const path = durablePath(request.url.pathname);
    if (path !== null) await backend(options, gone);
    const release = clock.hold();
    try {
      return await (path === null ? route(request) : management(managed, request, path));
    } finally {
      release();
    }
  };
}

/** Waits for the backend. @throws Error when the host closes or the caller goes away meanwhile. */
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
  { app, client, log, clock }: RequestHandlerOptions,
  called: HttpFunction,
  request: Request,
  parameters: Readonly<Record<string, string>>,
): Promise<Answer> {
  const category = `Function.${called.name}`;
  if (losesBody(request))
    log({
      level: "warning",
      category,
      message: "A body without Content-Length does not reach the function.",
    });
  const started = clock.now();
  const what = `${request.method} ${request.url.pathname}`;
  try {
    const data = { http: httpData(request, parameters) };
    const result = await invoke(app, called, { data, client, triggerMetadata: {} }, log);
    const answer = httpAnswer(result?.http);
    const took = clock.now() - started;
    log({ level: "information", category, message: `${what} -> ${answer.status} (${took} ms)` });
    return answer;
  } catch (error) {
    log({ level: "error", category, message: `${what} -> 500: ${textOf(error)}` });
    return { status: 500 };
  }
}
