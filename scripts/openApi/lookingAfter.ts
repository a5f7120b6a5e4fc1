import { commonAnswers } from "./commonAnswers.ts";
import type { Operation } from "./operation.ts";

const { problem, noKey, unconfigured, unchanged, withoutSettings, wrongQuery } = commonAnswers;

/** The routes that look after the app. */
export const lookingAfter: readonly Operation[] = [
  {
    id: "armedVms",
    method: "get",
    path: "/api/armed",
    tag: "operation",
    role: "Captures.Read",
    summary: "Lists the armed VMs, and how the ring of packets on each stands",
    answers: {
      200: {
        description: "The armed VMs; none when `ARMED_VMS` is empty.",
        bodies: ["ArmedVms"],
        headers: ["ETag"],
      },
      304: unchanged,
      400: wrongQuery,
      401: noKey,
      503: {
        description:
          "Settings are missing or invalid (`problems` lists them), or the app's storage does not answer.",
        ...unconfigured,
      },
    },
  },
  {
    id: "testEmail",
    method: "post",
    path: "/api/test-email",
    tag: "operation",
    role: "Captures.Operate",
    summary: "Sends a sample report to the configured recipients",
    answers: {
      200: { description: "The email service took the email.", bodies: ["TestEmailAnswer"] },
      400: wrongQuery,
      401: noKey,
      502: problem("The email service rejected the email, or the app could not sign in."),
      503: withoutSettings,
    },
  },
  {
    id: "testNotification",
    method: "post",
    path: "/api/test-notification",
    tag: "operation",
    summary: "Sends a sample to every endpoint of NOTIFY_WEBHOOKS",
    answers: {
      200: { description: "Every endpoint took it.", bodies: ["TestNotificationAnswer"] },
      400: problem("No endpoint is configured, or the query has a parameter; `parameter` names it."),
      401: noKey,
      502: problem("At least one endpoint did not take it; `results` has what each answered."),
      503: withoutSettings,
    },
  },
  {
    id: "health",
    method: "get",
    path: "/api/health",
    tag: "operation",
    summary: "Reports whether the settings are complete and valid, and the app's version",
    isOpen: true,
    answers: {
      200: { description: "The settings are complete and valid.", bodies: ["HealthAnswer"] },
      400: wrongQuery,
      503: { description: "`problems` lists the settings that are missing or invalid.", ...unconfigured },
    },
  },
];
