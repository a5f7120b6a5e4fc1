import { hasEndedInstance, isParent, type InstanceStatus } from "../durable/instances/instanceStatus.ts";
import { lazily } from "../lazily.ts";
import { log } from "../telemetry/log.ts";
import { durableClient } from "./durableClient.ts";
import { captureView } from "./http/captureView.ts";
import { captureInstances } from "./http/instances/captureInstances.ts";
import { captureState } from "./http/list/captureState.ts";
import { listedCapture } from "./http/list/listedCapture.ts";
import { readListQuery } from "./http/list/readListQuery.ts";
import { principal } from "./http/principal.ts";
import { problem } from "./http/problem.ts";
import { queryParameters } from "./http/queryParameters.ts";
import { stopOrder } from "./http/stopOrder.ts";
import { withBackend } from "./http/withBackend.ts";
import { pageFactsOf } from "./page/pageFactsOf.ts";
import type { CaptureList } from "../api/captureList.ts";
import type { CaptureView } from "../api/captureView.ts";
import type { StopAnswer } from "../api/stopAnswer.ts";
import type { Config } from "../config.ts";
import type { HttpHandler, HttpResponseInit } from "@azure/functions";

/** The words of the page are the email's, and as heavy. */
const page = lazily("the page", () => import("../report/pageOf.ts"));

const timeOf = ({ createdTime }: InstanceStatus): number => new Date(createdTime).getTime();

/** The routes below /api/captures that list, show and stop captures. */
export const captures = {
  /**
   * GET /api/captures/{id}?include=: one alert's captures, its children merged in; with `include=page` also
   * in words.
   */
  get: (config: Config): HttpHandler =>
    withBackend(async (request, context) => {
      const included = queryParameters.read(request.query, "include");
      if (included !== null && included.toLowerCase() !== "page")
        return queryParameters.wrong("include", 'include must be "page".');
      const instance = await captureInstances.named(request, context);
      if (instance === null) return captureInstances.unknown;
      const children = await captureInstances.childrenOf(instance, context);
      const view: CaptureView = captureView(instance, children);
      if (included === null) return { jsonBody: view };
      const { pageOf } = await page();
      const facts = pageFactsOf(instance, children, view, config);
      return { jsonBody: { ...view, page: pageOf(facts) } satisfies CaptureView };
    }),

  /**
   * POST /api/captures/{id}/stop: ends the capture early, on every VM where it still runs. A capture that
   * other alerts follow goes on for them, unless the body has `"force": true`. The alert's own orchestration
   * is told too: it may not have started those of its VMs yet. They may also have outlived it, when it was
   * terminated.
   */
  stop: (config: Config): HttpHandler =>
    withBackend(async (request, context) => {
      const reading = await stopOrder(request);
      if (!reading.ok) return reading.answer;
      const { order } = reading;
      const instance = await captureInstances.named(request, context);
      if (instance === null) return captureInstances.unknown;
      const children = await captureInstances.childrenOf(instance, context);
      const stillRunning = (one: InstanceStatus | null) => one !== null && !hasEndedInstance(one);
      const running = [instance, ...children].filter(stillRunning).map((one) => one?.instanceId ?? "");
      if (running.length === 0) return problem(409, "The capture has already ended.");
      const client = durableClient(context);
      await Promise.all(running.map((id) => client.stop(id, order)));
      const stopping = Math.max(children.filter(stillRunning).length, 1);
      const principalId = principal.idIn(request.headers, config);
      const { instanceId: id } = instance;
      log(context, "stop.requested", { instanceId: id, instances: stopping, ...order, principalId });
      const jsonBody: StopAnswer = { id, stopping };
      return { status: 202, jsonBody };
    }),

  /** GET /api/captures?since=&top=&status=: newest first; the last seven days unless `since` is given. */
  list: (): HttpHandler =>
    withBackend(async ({ query }, context): Promise<HttpResponseInit> => {
      const reading = readListQuery(query, Date.now());
      if (!reading.ok) return queryParameters.wrong(reading.parameter, reading.detail);
      const { since, top, states } = reading.query;
      const all = (await durableClient(context).list(since)).filter(isParent);
      const wanted = all.filter((instance) => states?.includes(captureState(instance)) ?? true);
      const newest = wanted.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, top);
      const jsonBody: CaptureList = {
        captures: newest.map(listedCapture),
        truncated: wanted.length > top,
      };
      return { jsonBody };
    }),
};
