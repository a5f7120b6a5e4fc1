import { errorText } from "../../environment/errorText.ts";
import { faultView, readFault, type Fault } from "../faults/fault.ts";
import { jsonBody, type HttpRequest } from "../http/httpRequest.ts";
import { route, type Route } from "../http/route.ts";
import { readCredentials, type AppRegistration } from "../identity/appRegistration.ts";
import { captureFile } from "./captureFile.ts";
import { captureRecord } from "./captureRecord.ts";
import { ControlError } from "./controlError.ts";
import { knownTraffic } from "./knownTraffic.ts";
import { listOf } from "./listOf.ts";
import { readNetworks, shownNetworks } from "./readNetworks.ts";
import { readScaleSets } from "./readScaleSets.ts";
import { readVms, vmView } from "./readVms.ts";
import type { Clock } from "../../environment/clock.ts";
import type { CaptureBlobs } from "../arm/packetCaptures/session/captureBlobs.ts";
import type { CaptureRunner } from "../arm/packetCaptures/session/captureRunner.ts";
import type { CaptureTable } from "../arm/packetCaptures/session/captureTable.ts";
import type { ScaleSets } from "../arm/scaleSets/scaleSets.ts";
import type { TrafficPlans } from "../arm/virtualMachines/trafficPlans.ts";
import type { Vms } from "../arm/virtualMachines/vms.ts";
import type { DeliveredEmail, EmailOutbox } from "../email/emailOutbox.ts";
import type { ActiveFaults } from "../faults/activeFaults.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { AlertSender } from "../monitor/alertSender.ts";
import type { Networks } from "../network/networks.ts";
import type { NotificationInbox } from "../notifications/notificationInbox.ts";
import type { RequestLog } from "../requestLog.ts";

export interface ControlOptions {
  readonly clock: Clock;
  readonly vms: Vms;
  readonly plans: TrafficPlans;
  readonly scaleSets: ScaleSets;
  readonly networks: Networks;
  readonly store: CaptureTable;
  readonly files: CaptureBlobs;
  readonly runner: CaptureRunner;
  readonly outbox: EmailOutbox;
  readonly inbox: NotificationInbox;
  readonly app: AppRegistration;
  readonly faults: ActiveFaults;
  readonly log: RequestLog;
  readonly blobEndpoint: string;
  readonly setBackendAvailable: (available: boolean) => void;
  readonly sendAlert: AlertSender;
}

/** The control API: shows and changes the state of simulated Azure, and injects faults. */
export function controlRoutes(options: ControlOptions): readonly Route[] {
  const { store, outbox, inbox, app, faults, log, blobEndpoint, sendAlert } = options;
  const backend = { available: true };
  return [
    route("GET", "/vms", () => shownVms(options)),
    route("PUT", "/vms", (request) => putVms(options, request)),
    route("GET", "/scale-sets", () => ok(options.scaleSets.all())),
    route("PUT", "/scale-sets", (request) => putScaleSets(options, request)),
    route("GET", "/network", () => ok(shownNetworks(options.networks.all()))),
    route("PUT", "/network", (request) => putNetworks(options, request)),
    route("GET", "/captures", () => ok(store.all().map((capture) => captureRecord(capture, blobEndpoint)))),
    route("GET", "/captures/:name/files", (_, { name }) => ringFiles(options, name)),
    route("GET", "/captures/:name/traffic", ({ query }, { name }) => traffic(options, query, name)),
    route("GET", "/captures/:file", (_, { file }) => captureFile(options, file)),
    route("GET", "/emails", ({ query }) => ok(listOf((last) => outbox.all(last), query, ["text", "html"]))),
    route("GET", "/emails/:file", (_, { file }) => emailFile(outbox, file)),
    route("GET", "/notifications", ({ query }) =>
      ok(listOf((last) => inbox.all(last), query, ["headers", "body"])),
    ),
    route("GET", "/notifications/:number", (_, { number }) => notification(inbox, number)),
    route("GET", "/requests", ({ query }) => ok(listOf((last) => log.all(last), query, []))),
    route("DELETE", "/requests", () => {
      log.clear();
      return { status: 204 };
    }),
    route("GET", "/faults", () => ok(faults.all().map(faultView))),
    route("PUT", "/faults", (request) => putFaults(faults, request)),
    route("GET", "/credentials", () => ok(app.view)),
    route("PUT", "/credentials", (request) => putCredentials(app, request)),
    route("GET", "/backend", () => ok(backend)),
    route("PUT", "/backend", (request) => {
      backend.available = readAvailable(body(request));
      options.setBackendAvailable(backend.available);
      return ok(backend);
    }),
    route("POST", "/alerts", (request) => sendAlert(body(request))),
  ];
}

const ok = (value: unknown): HttpAnswer => ({ status: 200, body: value });

function body(request: HttpRequest): unknown {
  try {
    return jsonBody(request);
  } catch {
    throw new ControlError(400, "The body is not JSON.");
  }
}

const shownVms = ({ vms, clock }: ControlOptions): HttpAnswer =>
  ok(vms.all().map((vm) => vmView(vm, clock.now())));

function putVms(options: ControlOptions, request: HttpRequest): HttpAnswer {
  const reading = readVms(body(request));
  if (!reading.ok) throw new ControlError(400, reading.problem);
  options.vms.replace(reading.vms);
  for (const vm of reading.vms) options.plans.change(vm, options.networks.given(vm.id), options.clock.now());
  options.runner.targetsChanged();
  return shownVms(options);
}

/** A ring with the files that storage has of it now: full ones of a ring that runs. */
async function ringFiles({ store, runner, blobEndpoint }: ControlOptions, name: string): Promise<HttpAnswer> {
  const ring = store.all().findLast((one) => one.name.toLowerCase() === name.toLowerCase());
  if (ring === undefined || ring.ring === null)
    throw new ControlError(404, `There is no continuous packet capture ${name} that writes to storage.`);
  return ok(captureRecord(await runner.bring(ring), blobEndpoint));
}

function traffic(options: ControlOptions, query: URLSearchParams, name: string): HttpAnswer {
  const since = query.get("since");
  if (since !== null && Number.isNaN(Date.parse(since)))
    throw new ControlError(400, '"since" must be a time, ISO 8601.');
  return ok(knownTraffic(options, name, since === null ? null : Date.parse(since)));
}

function putScaleSets({ scaleSets, runner }: ControlOptions, request: HttpRequest): HttpAnswer {
  const reading = readScaleSets(body(request));
  if (!reading.ok) throw new ControlError(400, reading.problem);
  scaleSets.replace(reading.sets);
  runner.targetsChanged();
  return ok(scaleSets.all());
}

function putNetworks({ networks, vms, plans, clock }: ControlOptions, request: HttpRequest): HttpAnswer {
  networks.replace(readNetworks(body(request), vms));
  for (const vm of vms.allWithMembers()) plans.change(vm, networks.given(vm.id), clock.now());
  return ok(shownNetworks(networks.all()));
}

function putFaults(faults: ActiveFaults, request: HttpRequest): HttpAnswer {
  const value = body(request);
  if (!Array.isArray(value)) throw new ControlError(400, "The body must be an array of faults.");
  const read: Fault[] = value.map((item, index) => {
    const reading = readFault(item);
    if (!reading.ok) throw new ControlError(400, `Fault ${index}: ${reading.problem}`);
    return reading.fault;
  });
  faults.set(read);
  return ok(read.map(faultView));
}

/** Replaces the app registration's certificates and federated credentials; its secret stays. */
function putCredentials(app: AppRegistration, request: HttpRequest): HttpAnswer {
  const value = body(request);
  try {
    app.replace(readCredentials(value));
  } catch (error) {
    throw new ControlError(400, errorText(error));
  }
  return ok(app.view);
}

function readAvailable(value: unknown): boolean {
  const available: unknown =
    typeof value === "object" && value !== null && "available" in value ? value.available : undefined;
  if (typeof available !== "boolean")
    throw new ControlError(400, 'The body must be {"available": true} or {"available": false}.');
  return available;
}

function notification(inbox: NotificationInbox, number: string): HttpAnswer {
  const found = /^[1-9]\d*$/.test(number) ? inbox.get(Number(number)) : null;
  if (found === null) throw new ControlError(404, `There is no notification ${number}.`);
  return ok(found);
}

/** One email's HTML or plain text, by a file name such as `1.html`. */
function emailFile(outbox: EmailOutbox, file: string): HttpAnswer {
  const [, number, kind] = /^([1-9]\d*)\.(html|txt)$/i.exec(file) ?? [];
  const email: DeliveredEmail | null = number === undefined ? null : outbox.get(Number(number));
  const isHtml = kind?.toLowerCase() === "html";
  const content = isHtml ? email?.html : email?.text;
  if (content === undefined || content === null) throw new ControlError(404, `${file} was not found.`);
  const type = isHtml ? "text/html" : "text/plain";
  return { status: 200, headers: { "content-type": `${type}; charset=utf-8` }, body: content };
}
