import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { AzureFault, factsOf } from "../azure/azureFault.ts";
import { SignInFault } from "../azure/identity/signIn.ts";
import { NotYet } from "../durable/notYet.ts";
import { lazily } from "../lazily.ts";
import { placesOf } from "../report/reportPlaces.ts";
import { log } from "../telemetry/log.ts";
import { problem, unavailable } from "./http/problem.ts";
import type { TestEmailAnswer } from "../api/testEmailAnswer.ts";
import type { Azure } from "../azure/azure.ts";
import type { EmailSending } from "../captures/telling/emailSending.ts";
import type { Config } from "../config.ts";
import type { HttpHandler, HttpResponseInit } from "@azure/functions";

const specimen = lazily("the report", async () => {
  const [{ renderReport }, { specimenFacts }] = await Promise.all([
    import("../report/renderReport.ts"),
    import("../report/specimen/specimenFacts.ts"),
  ]);
  return (now: string, config: Config) =>
    renderReport({
      ...specimenFacts(now),
      timeZone: config.reportTimeZone,
      fileRetentionDays: config.fileRetentionDays,
      places: placesOf(config),
    });
});

/** Polls of the sending before the answer says "running"; the service usually needs a few seconds. */
const polls = { count: 3, everyMs: 2000 };

/**
 * POST /api/test-email: sends a sample report and returns the email service's answer, so that a wrong sender
 * is found by day.
 */
export const testEmail =
  (config: Config, azure: () => Promise<Azure>): HttpHandler =>
  async (_request, context) => {
    const messageId = randomUUID();
    try {
      const email = (await specimen())(new Date().toISOString(), config);
      const { mailer } = await azure();
      let sending = await mailer.send(messageId, email);
      for (let poll = 0; poll < polls.count && sending.state === "running"; poll += 1) {
        await setTimeout(polls.everyMs);
        sending = (await mailer.status(messageId)) ?? sending;
      }
      const { state } = sending;
      const event = state === "failed" ? "testEmail.failed" : "testEmail.sent";
      log(context, event, { messageId, state, recipients: mailer.to.length });
      return answer(sending, messageId, mailer.to);
    } catch (error) {
      if (error instanceof NotYet) return unavailable(error.message);
      if (!(error instanceof AzureFault)) throw error;
      log(context, "testEmail.failed", { messageId, ...factsOf(error) });
      return problem(502, refusalText(error), {
        members: { serviceStatus: error.status, serviceCode: error.code },
      });
    }
  };

const refusalText = (error: AzureFault): string =>
  error instanceof SignInFault
    ? `The app could not sign in to send the email. ${error.message}. ${error.advice}`
    : `The email service rejected the email. ${error.message}`;

function answer(
  { state, error }: EmailSending,
  messageId: string,
  sentTo: readonly string[],
): HttpResponseInit {
  if (state === "failed")
    return problem(502, `The email service could not send the email. ${error ?? ""}`, {
      members: { messageId },
    });
  const jsonBody: TestEmailAnswer = { state, messageId, sentTo };
  return { status: 200, jsonBody };
}
