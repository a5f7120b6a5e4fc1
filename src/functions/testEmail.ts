import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { HttpHandler, HttpResponseInit } from "@azure/functions";
import { AzureFault } from "../azure/fault.ts";
import type { Azure } from "../azure/azure.ts";
import type { Sending } from "../azure/mailer.ts";
import type { Config } from "../config.ts";
import { placesOf } from "../report/places.ts";
import { renderReport } from "../report/renderReport.ts";
import { specimenFacts } from "../report/specimen.ts";
import { problem } from "./problem.ts";

/** Looks at the sending before the answer says "running"; the service usually needs a few seconds. */
const looks = { count: 3, everyMs: 2000 };

/** POST /api/test-email: sends a specimen report and says what the email service answered, so that a wrong sender is found by day. */
export const testEmail =
  (config: Config, { mailer }: Azure): HttpHandler =>
  async () => {
    const messageId = randomUUID();
    try {
      let sending = await mailer.send(
        messageId,
        renderReport({
          ...specimenFacts(new Date().toISOString()),
          timeZone: config.reportTimeZone,
          places: placesOf(config),
        }),
      );
      for (let look = 0; look < looks.count && sending.state === "running"; look += 1) {
        await setTimeout(looks.everyMs);
        sending = (await mailer.status(messageId)) ?? sending;
      }
      return answer(sending, messageId, mailer.to);
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      return problem(502, `The email service refused the message. ${error.message}`, {
        members: { serviceStatus: error.status, serviceCode: error.code },
      });
    }
  };

function answer({ state, error }: Sending, messageId: string, sentTo: readonly string[]): HttpResponseInit {
  if (state === "failed")
    return problem(502, `The email service gave the message up. ${error ?? ""}`, { members: { messageId } });
  return { status: 200, jsonBody: { state, messageId, sentTo } };
}
