import { BackendUnavailable } from "../durable/instances/backendUnavailable.ts";
import { instanceId } from "../durable/instances/instanceId.ts";
import { hasEndedInstance, isParent, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { log } from "../telemetry/log.ts";
import { dayMs } from "./dayMs.ts";
import { durableClient } from "./durableClient.ts";
import { captureView, childIds, listedCapture } from "./http/captureView.ts";
import { problem, unavailable } from "./http/problem.ts";
import { stopOrder } from "./http/stopOrder.ts";
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

const unknown = problem(404, "There is no capture with this id.");

/** Answers 503 while the Durable backend is unavailable. */
const withBackend =
  (handler: HttpHandler): HttpHandler =>
  async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      if (error instanceof BackendUnavailable) return unavailable(error.message);
      throw error;
    }
  };

/** The alert's or request's instance that the route names; null when there is none. */
async function named({ params }: HttpRequest, context: InvocationContext): Promise<InstanceStatus | null> {
  const id = params.id ?? "";
  const instance = instanceId.isParent(id) ? await durableClient(context).read(id) : null;
  return instance !== null && isParent(instance) ? instance : null;
}

function childrenOf(
  instance: InstanceStatus,
  context: InvocationContext,
): Promise<(InstanceStatus | null)[]> {
  const client = durableClient(context);
  return Promise.all(childIds(instance).map((id) => client.read(id)));
}

const timeOf = ({ createdTime }: InstanceStatus): number => new Date(createdTime).getTime();

const defaultDays = 7;
const bounds = { top: 100, most: 1000 };

/** The routes below /api/captures that list, show and stop captures. */
export const captures = {
  /** GET /api/captures/{id}: one alert's captures, its children merged in. */
  get: (): HttpHandler =>
    withBackend(async (request, context) => {
      const instance = await named(request, context);
      if (instance === null) return unknown;
      return { jsonBody: captureView(instance, await childrenOf(instance, context)) };
    }),

  /**
   * POST /api/captures/{id}/stop: ends the capture early, on every VM where it still runs. A capture that
   * other alerts follow goes on for them, unless the body has `"force": true`. The alert's own orchestration
   * is told too: it may not have started those of its VMs yet. They may also have outlived it, when it was
   * terminated.
   */
  stop: (): HttpHandler =>
    withBackend(async (request, context) => {
      const reading = await stopOrder(request);
      if (!reading.ok) return reading.answer;
      const { order } = reading;
      const instance = await named(request, context);
      if (instance === null) return unknown;
      const children = await childrenOf(instance, context);
      const stillRunning = (one: InstanceStatus | null) => one !== null && !hasEndedInstance(one);
      const running = [instance, ...children].filter(stillRunning).map((one) => one?.instanceId ?? "");
      if (running.length === 0) return problem(409, "The capture has already ended.");
      const client = durableClient(context);
      await Promise.all(running.map((id) => client.stop(id, order)));
      const stopping = Math.max(children.filter(stillRunning).length, 1);
      log(context, "stop.requested", { instanceId: instance.instanceId, instances: stopping, ...order });
      return { status: 202, jsonBody: { id: instance.instanceId, stopping } };
    }),

  /** GET /api/captures?since=&top=&status=: newest first; the last seven days unless `since` is given. */
  list: (): HttpHandler =>
    withBackend(async ({ query }, context): Promise<HttpResponseInit> => {
      const since = new Date(query.get("since") ?? Date.now() - defaultDays * dayMs);
      if (Number.isNaN(since.getTime())) return problem(400, "since must be a time in ISO 8601.");
      const top = Number(query.get("top") ?? bounds.top);
      if (!Number.isInteger(top) || top < 1 || top > bounds.most)
        return problem(400, `top must be a whole number from 1 to ${bounds.most}.`);
      const statuses = query.get("status")?.toLowerCase().split(",") ?? null;
      const all = (await durableClient(context).list(since)).filter(isParent);
      const wanted = all.filter(
        ({ runtimeStatus }) => statuses?.includes(runtimeStatus.toLowerCase()) ?? true,
      );
      const newest = wanted.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, top);
      const listed = newest.map((instance) => listedCapture(captureView(instance, [])));
      return { jsonBody: { captures: listed, truncated: wanted.length > top } };
    }),
};
