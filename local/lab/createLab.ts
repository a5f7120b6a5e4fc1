import { isOwnOrigin } from "../azure/http/isOwnOrigin.ts";
import { jsonAnswer, type HostAnswer } from "../host/http/hostAnswer.ts";
import { labChoices } from "./labChoices.ts";
import { labFiles } from "./labFiles.ts";
import { mailAnswer } from "./mailAnswer.ts";
import type { HostRequest } from "../host/http/hostRequest.ts";
import type { Beside } from "../host/http/requestHandler.ts";

/** What the page may ask of the control API, by the methods of each path. */
const proxied: readonly (readonly [path: RegExp, methods: readonly string[]])[] = [
  [/^\/vms$/, ["GET", "PUT"]],
  [/^\/faults$/, ["GET", "PUT"]],
  [/^\/backend$/, ["GET", "PUT"]],
  [/^\/alerts$/, ["POST"]],
  [/^\/emails$/, ["GET"]],
  [/^\/emails\/\d+\.(?:html|txt)$/, ["GET"]],
  [/^\/notifications(?:\/\d+)?$/, ["GET"]],
  [/^\/requests$/, ["GET", "DELETE"]],
];

/**
 * The Lab: a page at /lab beside the app, and at /lab/api what it needs of the control API, which is on
 * another origin.
 *
 * @param controlUrl the address of the control API
 */
export function createLab(controlUrl: string): Beside {
  const fileOf = labFiles();
  return (request) => {
    const [, path] = /^\/lab(?:\/(.*))?$/.exec(request.url.pathname) ?? [];
    if (path === undefined && request.url.pathname !== "/lab") return null;
    const [, api] = /^api(\/.*)$/.exec(path ?? "") ?? [];
    return api === undefined ? page(request, path ?? "", fileOf) : data(request, api, controlUrl);
  };
}

async function page(
  { method, headers }: HostRequest,
  path: string,
  fileOf: ReturnType<typeof labFiles>,
): Promise<HostAnswer> {
  // A link of another site may lead to the page; its scripts get none of it.
  if (!isOwnOrigin({ headers: { host: headers.host ?? "" } })) return foreign;
  const file = await fileOf(path === "" ? "index.html" : path);
  if (file === null) return refusal(404, `There is no file ${path}.`);
  return method === "GET" ? file : notAllowed(method, ["GET"]);
}

async function data(request: HostRequest, path: string, controlUrl: string): Promise<HostAnswer> {
  if (!isOwnOrigin(request)) return foreign;
  const { method } = request;
  if (path === "/choices")
    return method === "GET" ? jsonAnswer(200, labChoices) : notAllowed(method, ["GET"]);
  const methods = proxied.find(([form]) => form.test(path))?.[1];
  if (methods === undefined) return refusal(404, `${path} is not among what the Lab asks for.`);
  if (!methods.includes(method)) return notAllowed(method, methods);
  const answer = await askControl(request, `${controlUrl}${path}${request.url.search}`);
  return /^\/emails\/.*\.html$/.test(path) ? mailAnswer(answer) : answer;
}

async function askControl({ method, body }: HostRequest, url: string): Promise<HostAnswer> {
  try {
    const sent = body.length === 0 ? {} : { body: new Uint8Array(body) };
    const response = await fetch(url, { method, ...sent });
    const type = response.headers.get("content-type");
    return {
      status: response.status,
      headers: {
        ...(type !== null && { "content-type": type }),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch {
    return refusal(502, "The control API does not answer: the environment may be stopping.");
  }
}

const refusal = (status: number, error: string): HostAnswer =>
  jsonAnswer(status, { error }, { "cache-control": "no-store" });

const foreign = refusal(403, "The Lab answers only its own page, at 127.0.0.1 or localhost.");

const notAllowed = (method: string, methods: readonly string[]): HostAnswer =>
  jsonAnswer(405, { error: `${method} is not allowed here.` }, { allow: methods.join(", ") });
