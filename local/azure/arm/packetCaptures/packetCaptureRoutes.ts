import { route, type Route } from "../../http/route.ts";
import { armError } from "../armError.ts";
import {
  networkWatcherType,
  requireWatcher,
  type WatcherPath,
} from "../networkWatchers/networkWatcherRoutes.ts";
import { requireProperties } from "../requireProperties.ts";
import { inGroup } from "../requireScope.ts";
import { captureEtag, packetCaptureList, packetCaptureView } from "./packetCaptureView.ts";
import { checkCaptureName } from "./request/checkCaptureName.ts";
import { readCaptureFilters } from "./request/readCaptureFilters.ts";
import { readCaptureTarget } from "./request/readCaptureTarget.ts";
import { readSessionLimits } from "./request/readSessionLimits.ts";
import { readStorageLocation } from "./request/readStorageLocation.ts";
import { blobPath } from "./session/blobPath.ts";
import { ringBlob } from "./session/ring/ringBlob.ts";
import { sessionView } from "./sessionView.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { Latencies } from "../../createLatencies.ts";
import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Networks } from "../../network/networks.ts";
import type { Operations } from "../operations.ts";
import type { ScaleSets } from "../scaleSets/scaleSets.ts";
import type { BlobAccount } from "../storageAccounts/blobAccount.ts";
import type { Vms } from "../virtualMachines/vms.ts";
import type { Capture } from "./capture.ts";
import type { CaptureRunner } from "./session/captureRunner.ts";
import type { CaptureTable } from "./session/captureTable.ts";

/** Parallel sessions per region and subscription. */
const sessionLimit = 10_000;

interface PacketCaptureOptions {
  readonly clock: Clock;
  readonly vms: Vms;
  readonly scaleSets: ScaleSets;
  readonly networks: Networks;
  readonly latencies: Latencies;
  readonly store: CaptureTable;
  readonly runner: CaptureRunner;
  readonly operations: Operations;
  readonly blob: BlobAccount;
}

type CapturePath = WatcherPath & { readonly capture: string };

export function packetCaptureRoutes(options: PacketCaptureOptions): readonly Route[] {
  const { clock, store, blob } = options;
  const captures = `${inGroup}/${networkWatcherType}/:watcher/packetCaptures` as const;
  return [
    route("GET", captures, (_, name) => {
      const existing = store.existingUnder(`${requireWatcher(name).id}/packetCaptures`);
      return { status: 200, body: { value: packetCaptureList(existing, clock.now(), blob.endpoint) } };
    }),
    route("GET", `${captures}/:capture`, (_, name) => shown(options, 200, requireCapture(store, name), {})),
    route("PUT", `${captures}/:capture`, (request, name) => create(options, request, name)),
    route("DELETE", `${captures}/:capture`, (request, name) => remove(options, request, name)),
    route("POST", `${captures}/:capture/stop`, (request, name) => stop(options, request, name)),
    route("POST", `${captures}/:capture/queryStatus`, (request, name) => queryStatus(options, request, name)),
  ];
}

const captureId = (name: CapturePath): string => `${requireWatcher(name).id}/packetCaptures/${name.capture}`;

/** @throws AzureError 404 */
function requireCapture(store: CaptureTable, name: CapturePath): Capture {
  const id = captureId(name);
  const capture = store.existing(id);
  if (capture === null) throw armError.idNotFound(id);
  return capture;
}

function shown(
  { clock, blob }: PacketCaptureOptions,
  status: number,
  capture: Capture,
  headers: Readonly<Record<string, string>>,
): HttpAnswer {
  const body = packetCaptureView(capture, clock.now(), blob.endpoint);
  const etag = status === 200 ? { etag: captureEtag(capture, clock.now()) } : {};
  return { status, headers: { ...headers, ...etag }, body };
}

function create(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const { clock, store, runner, blob } = options;
  const watcher = requireWatcher(name);
  const id = captureId(name);
  checkCaptureName(name.capture);
  const properties = requireProperties(request);
  // First, before checks whose result changes with time: a repeated request must get a conflict.
  if (store.existing(id) !== null)
    throw armError.conflict("Conflict", `A packet capture named '${name.capture}' exists already.`);
  const createdAt = clock.now();
  const targets = { ...options, location: watcher.location, now: createdAt };
  const { osType, agentStop, ...target } = readCaptureTarget(properties, targets);
  const settings = { ...readSessionLimits(properties), filters: readCaptureFilters(properties.filters) };
  const location = readStorageLocation(properties, osType, blob);
  if (store.countUnder(`${watcher.id}/packetCaptures`) >= sessionLimit)
    throw armError.badRequest(
      "InvalidPacketCaptureCount",
      `There are ${sessionLimit} packet captures already.`,
    );
  const order = { ...target, ...settings, ...location, id, name: name.capture, createdAt };
  const capture = runner.begin({ ...order, ...filesOf(options, order) }, agentStop);
  const { headers } = start(options, request, name, "create", { capture, readyAt: capture.provisionedAt });
  return shown(options, 201, capture, headers);
}

type Order = Pick<Capture, "vm" | "storageId" | "targetType" | "continuousCapture" | "createdAt" | "blob">;

/**
 * Where its files go. Those of a scale set are not made, because their paths are not published, nor those of
 * `continuousCapture: false`, whose meaning is not. What a ring tells of its files is not published either:
 * the VM decides it.
 */
function filesOf({ store, vms }: PacketCaptureOptions, order: Order): Pick<Capture, "blob" | "ring"> {
  const { storageId, targetType, continuousCapture, createdAt, vm } = order;
  if (storageId === null || targetType !== "AzureVM" || continuousCapture === false)
    return { blob: null, ring: null };
  const base = order.blob ?? freeBlobPath(store, vm.id, createdAt);
  if (continuousCapture === null) return { blob: base, ring: null };
  const tells = vms.find(vm.id)?.ringPath === "first";
  return { blob: tells ? ringBlob(base, 1) : null, ring: { base, files: null } };
}

/** A path of its own for each file, even for captures begun in the same millisecond. */
function freeBlobPath(store: CaptureTable, vmId: string, createdAt: number): string {
  const others = store.begunOn(vmId, createdAt - 1_000);
  const taken = new Set(others.map(({ blob, ring }) => ring?.base ?? blob));
  let at = createdAt;
  while (taken.has(blobPath(vmId, at))) at += 1;
  return blobPath(vmId, at);
}

/** At once for an ended capture. The agent of a running one is asked first. */
function queryStatus(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const { clock, store, latencies } = options;
  const capture = requireCapture(store, name);
  const now = clock.now();
  const { settledAt, statusAfterSeconds: seconds } = capture;
  const atOnce = settledAt !== null || seconds === 0;
  const readyAt = atOnce ? now : now + (seconds === null ? latencies.queryStatus() : seconds * 1_000);
  const { id, headers } = start(options, request, name, "queryStatus", { capture, readyAt });
  store.save({ ...capture, lastQuery: id });
  if (!atOnce) return { status: 202, headers };
  return { status: 200, headers: { "x-ms-request-id": id }, body: sessionView(capture, now) };
}

function stop(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const capture = requireCapture(options.store, name);
  options.runner.stop(capture);
  const { headers } = start(options, request, name, "stop", { capture, readyAt: options.clock.now() });
  return { status: 202, headers };
}

function remove(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const capture = options.store.existing(captureId(name));
  if (capture === null) return { status: 204 };
  options.runner.remove(capture);
  const { headers } = start(options, request, name, "delete", { capture, readyAt: options.clock.now() });
  return { status: 202, headers };
}

function start(
  { operations }: PacketCaptureOptions,
  request: HttpRequest,
  name: CapturePath,
  kind: "create" | "queryStatus" | "stop" | "delete",
  about: { readonly capture: Capture; readonly readyAt: number },
): ReturnType<Operations["start"]> {
  const operation = {
    subscription: name.subscription,
    provider: "Microsoft.Network",
    location: requireWatcher(name).location,
    kind,
    readyAt: about.readyAt,
    capture: about.capture.sequence,
    failure: null,
  };
  return operations.start(operation, request.query.get("api-version") ?? "");
}
