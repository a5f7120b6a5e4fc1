import { randomUUID } from "node:crypto";
import { AzureFault } from "../azure/azureFault.ts";
import { lazily } from "../lazily.ts";
import { placesOf } from "../report/reportPlaces.ts";
import { log } from "../telemetry/log.ts";
import { problem } from "./http/problem.ts";
import type { Azure } from "../azure/azure.ts";
import type { Webhooks } from "../azure/webhooks/webhooks.ts";
import type { Config } from "../config.ts";
import type { Notification } from "../report/notifications/notification.ts";
import type { HttpHandler } from "@azure/functions";

/** Renders the sample of one kind. */
const specimen = lazily("the notifications", async () => {
  const [{ notification }, { specimenFacts }] = await Promise.all([
    import("../report/notifications/notification.ts"),
    import("../report/specimen/specimenFacts.ts"),
  ]);
  return (kind: Parameters<typeof notification>[0], now: string, config: Config) =>
    notification(
      kind,
      // Each test is an occurrence of its own.
      {
        ...specimenFacts(now),
        instanceId: `specimen-${randomUUID()}`,
        timeZone: config.reportTimeZone,
        places: placesOf(config),
      },
      now,
    );
});

/** What an endpoint answered. */
interface TestResult {
  readonly kind: string;
  readonly host: string;
  readonly sent: boolean;
  readonly status: number | null;
  readonly error: string | null;
}

/** The answer when every endpoint took its notification. */
export interface TestNotificationAnswer {
  readonly results: readonly TestResult[];
}

/** POST /api/test-notification: sends a sample to every endpoint and returns what each answered. */
export const testNotification =
  (config: Config, azure: () => Promise<Azure>): HttpHandler =>
  async (_request, context) => {
    if (config.notifications.endpoints.length === 0)
      return problem(400, "No endpoint is configured: NOTIFY_WEBHOOKS is empty.");
    const { webhooks } = await azure();
    const render = await specimen();
    const now = new Date().toISOString();
    const results = await Promise.all(
      webhooks.endpoints.map(async ({ kind, host }, index): Promise<TestResult> => {
        const answer = await outcomeOf(webhooks, index, render(kind, now, config));
        const event = answer.sent ? "testNotification.sent" : "testNotification.failed";
        log(context, event, { index, kind, host, status: answer.status });
        return { kind, host, ...answer };
      }),
    );
    const failed = results.filter(({ sent }) => !sent).length;
    if (failed === 0) return { status: 200, jsonBody: { results } satisfies TestNotificationAnswer };
    return problem(502, `${failed} of ${results.length} endpoints did not take the notification.`, {
      members: { results },
    });
  };

async function outcomeOf(
  webhooks: Webhooks,
  index: number,
  message: Notification,
): Promise<Pick<TestResult, "sent" | "status" | "error">> {
  try {
    return { sent: true, status: await webhooks.post(index, message), error: null };
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    return { sent: false, status: error.status, error: error.message };
  }
}
