import { route, type Route } from "../../http/route.ts";
import { latencies, world } from "../../world.ts";
import { armError } from "../armError.ts";
import {
  networkWatcherType,
  requireWatcher,
  type WatcherPath,
} from "../networkWatchers/networkWatcherRoutes.ts";
import { requireProperties } from "../requireProperties.ts";
import { inGroup } from "../requireScope.ts";
import { vmAddress, vmName } from "../virtualMachines/vm.ts";
import { captureEtag, packetCaptureView, sessionView } from "./packetCaptureView.ts";
import { checkCaptureName } from "./request/checkCaptureName.ts";
import { readCaptureFilters } from "./request/readCaptureFilters.ts";
import { readCaptureTarget, refuseUnsupported } from "./request/readCaptureTarget.ts";
import { readSessionLimits } from "./request/readSessionLimits.ts";
import { readStorageLocation } from "./request/readStorageLocation.ts";
import { blobPath } from "./session/blobPath.ts";
import type { Clock } from "../../../environment/clock.ts";
import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Operations } from "../operations.ts";
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
      const existing = store.existingUnder(`${requireWatcher(name)}/packetCaptures`);
      const value = existing.map((capture) => packetCaptureView(capture, clock.now(), blob.endpoint));
      return { status: 200, body: { value } };
    }),
    route("GET", `${captures}/:capture`, (_, name) => shown(options, 200, requireCapture(store, name), {})),
    route("PUT", `${captures}/:capture`, (request, name) => create(options, request, name)),
    route("DELETE", `${captures}/:capture`, (request, name) => remove(options, request, name)),
    route("POST", `${captures}/:capture/stop`, (request, name) => stop(options, request, name)),
    route("POST", `${captures}/:capture/queryStatus`, (_, name) => ({
      status: 200,
      body: sessionView(requireCapture(store, name)),
    })),
  ];
}

/** @throws AzureError 404 */
function requireCapture(store: CaptureTable, name: CapturePath): Capture {
  const capture = store.existing(`${requireWatcher(name)}/packetCaptures/${name.capture}`);
  if (capture === null)
    throw armError.resourceNotFound(
      `${networkWatcherType}/packetCaptures`,
      `${name.watcher}/${name.capture}`,
      name.group,
    );
  return capture;
}

function shown(
  { clock, blob }: PacketCaptureOptions,
  status: number,
  capture: Capture,
  headers: Record<string, string>,
): HttpAnswer {
  const body = packetCaptureView(capture, clock.now(), blob.endpoint);
  return { status, headers: { ...headers, etag: captureEtag(capture, clock.now()) }, body };
}

function create(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const { clock, vms, store, runner, blob } = options;
  const watcher = requireWatcher(name);
  const id = `${watcher}/packetCaptures/${name.capture}`;
  checkCaptureName(name.capture);
  const properties = requireProperties(request);
  // First, before checks whose result changes with time: a repeated request must get a conflict.
  if (store.existing(id) !== null)
    throw armError.conflict("Conflict", `A packet capture named '${name.capture}' exists already.`);
  refuseUnsupported(properties);
  const createdAt = clock.now();
  const { target, vm } = readCaptureTarget(properties, vms, createdAt);
  const settings = { ...readSessionLimits(properties), filters: readCaptureFilters(properties.filters) };
  const location = readStorageLocation(properties, vm, blob);
  if (store.countUnder(`${watcher}/packetCaptures`) >= sessionLimit)
    throw armError.badRequest(
      "InvalidPacketCaptureCount",
      `There are ${sessionLimit} packet captures already.`,
    );
  const capture = runner.begin({
    ...settings,
    ...location,
    id,
    name: name.capture,
    target,
    vm: { id: vm.id, name: vmName(vm), address: vmAddress(vm) },
    traffic: vm.traffic,
    blob: location.storageId === null ? null : (location.blob ?? freeBlobPath(store, vm.id, createdAt)),
    createdAt,
  });
  const headers = start(options, request, name, "create", latencies.createCaptureMs, capture);
  return shown(options, 201, capture, headers);
}

/** A path of its own for each file, even for captures begun in the same millisecond. */
function freeBlobPath(store: CaptureTable, vmId: string, createdAt: number): string {
  const taken = new Set(store.begunOn(vmId, createdAt - 1_000).map(({ blob }) => blob));
  let at = createdAt;
  while (taken.has(blobPath(vmId, at))) at += 1;
  return blobPath(vmId, at);
}

function stop(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const capture = requireCapture(options.store, name);
  options.runner.stop(capture);
  return { status: 202, headers: start(options, request, name, "stop", 0, capture) };
}

function remove(options: PacketCaptureOptions, request: HttpRequest, name: CapturePath): HttpAnswer {
  const capture = options.store.existing(`${requireWatcher(name)}/packetCaptures/${name.capture}`);
  if (capture === null) return { status: 204 };
  options.runner.remove(capture);
  return { status: 202, headers: start(options, request, name, "delete", 0, capture) };
}

function start(
  { clock, operations }: PacketCaptureOptions,
  request: HttpRequest,
  { subscription }: CapturePath,
  kind: "create" | "stop" | "delete",
  latencyMs: number,
  capture: Capture,
): Record<string, string> {
  const operation = {
    subscription,
    provider: "Microsoft.Network",
    location: world.location,
    kind,
    readyAt: clock.now() + latencyMs,
    capture: capture.sequence,
    failure: null,
  };
  const headers = operations.start(operation, request.query.get("api-version") ?? "");
  return { ...headers, "azure-asyncnotification": "Enabled" };
}
