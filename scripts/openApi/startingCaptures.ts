import { commonAnswers } from "./commonAnswers.ts";
import type { Answer, Operation, Parameter } from "./operation.ts";

const { problem, noSignIn, unavailable, tooLarge } = commonAnswers;

const whatIf: Parameter = {
  name: "whatIf",
  in: "query",
  description: "`true` (or no value): answer with the plan and start nothing. The casing does not matter.",
  schema: { type: "string", enum: ["true", "false", ""], default: "false" },
};

const accepted: Answer = {
  description: "Accepted, or accepted before (`outcome`). `Location` is `statusQueryGetUri`.",
  bodies: ["AcceptedAnswer"],
  headers: ["Location", "Retry-After"],
};

/** The routes that start captures. */
export const startingCaptures: readonly Operation[] = [
  {
    id: "alerts",
    method: "post",
    path: "/api/alerts",
    tag: "alerts",
    summary: "Receives an alert of an action group",
    description:
      "Takes the common alert schema and the older schemas of Azure Monitor. Unknown parameters of the query are ignored, because an action group would lose the alert.",
    parameters: [whatIf],
    request: {
      schema: { type: "object", description: "The payload as Azure Monitor sends it." },
      required: true,
    },
    answers: {
      200: {
        description: "A valid alert that starts no capture, or the plan of a dry run.",
        bodies: ["IgnoredAnswer", "PreviewAnswer"],
      },
      202: accepted,
      400: problem("The body is not JSON or not an alert, or `whatIf` has a wrong value."),
      401: noSignIn,
      403: problem("The caller is not the action group service of the tenant (secure webhook)."),
      413: tooLarge,
      503: unavailable,
    },
  },
  {
    id: "captureOnDemand",
    method: "post",
    path: "/api/captures",
    tag: "captures",
    role: "Captures.Operate",
    summary: "Starts a capture on demand",
    parameters: [
      whatIf,
      {
        name: "Idempotency-Key",
        in: "header",
        description: "Repeats of a request with the same key are duplicates. 1 to 255 characters of ASCII.",
        schema: { type: "string", minLength: 1, maxLength: 255 },
      },
    ],
    request: {
      schema: "OnDemandRequest",
      required: true,
      example: {
        vmId: "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/WEB01",
        timeLimitSeconds: 60,
        filters: [{ protocol: "TCP" }],
      },
    },
    answers: {
      200: {
        description: "A VM that the app may not capture, or the plan of a dry run.",
        bodies: ["IgnoredAnswer", "PreviewAnswer"],
      },
      202: accepted,
      400: problem("The body, a header or the query is wrong; `field` or `parameter` names what."),
      401: noSignIn,
      403: problem("The caller is signed in to another tenant or application (REQUIRE_SIGN_IN)."),
      409: problem("The Idempotency-Key was used for another request."),
      413: tooLarge,
      503: unavailable,
    },
  },
];
