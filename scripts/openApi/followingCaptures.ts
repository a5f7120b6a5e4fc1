import { captureStates } from "../../src/functions/http/list/captureState.ts";
import { commonAnswers } from "./commonAnswers.ts";
import type { Operation, Parameter } from "./operation.ts";

const { problem, noKey, unconfigured, unavailable, unknownId, wrongQuery, unchanged, tooLarge } =
  commonAnswers;

const flag = (name: string, value: boolean, description: string): Parameter => ({
  name,
  in: "query",
  description,
  schema: { type: "boolean", default: value },
});

/** The routes that list, show and stop captures. */
export const followingCaptures: readonly Operation[] = [
  {
    id: "listCaptures",
    method: "get",
    path: "/api/captures",
    tag: "captures",
    role: "Captures.Read",
    summary: "Lists captures, the newest first",
    parameters: [
      {
        name: "since",
        in: "query",
        description:
          "Lists captures accepted since then: a date or a time in ISO 8601, in UTC unless it has an offset. Seven days ago when absent.",
        schema: { type: "string" },
      },
      {
        name: "top",
        in: "query",
        description: "At most this many.",
        schema: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
      },
      {
        name: "status",
        in: "query",
        description: "Only captures in these states, comma separated, in any casing. All when absent.",
        schema: { type: "string", examples: captureStates },
      },
    ],
    answers: {
      200: { description: "The captures.", bodies: ["CaptureList"], headers: ["ETag"] },
      304: unchanged,
      400: wrongQuery,
      401: noKey,
      503: unavailable,
    },
  },
  {
    id: "getCapture",
    method: "get",
    path: "/api/captures/{id}",
    tag: "captures",
    role: "Captures.Read",
    summary: "Shows one alert or request with all its VMs",
    parameters: [
      {
        name: "include",
        in: "query",
        description:
          "`page`: the answer also has `page`, the same in words: the head, the notices and the sections of the email. Without it when absent.",
        schema: { type: "string", enum: ["page"] },
      },
    ],
    answers: {
      200: { description: "The capture.", bodies: ["CaptureView"], headers: ["ETag"] },
      304: unchanged,
      400: wrongQuery,
      401: noKey,
      404: unknownId,
      503: unavailable,
    },
  },
  {
    id: "captureFile",
    method: "get",
    path: "/api/captures/{id}/file",
    tag: "captures",
    role: "Captures.Operate",
    summary: "Leads to a link that opens the capture file for five minutes",
    description:
      "With `Accept: application/json` the answer is the link itself. Whoever has the link can read this one file until it expires.",
    parameters: [
      {
        name: "vm",
        in: "query",
        description:
          "The VM whose file it is: its id, or its name where that is unique, in any casing. Required where several VMs have files.",
        schema: { type: "string" },
      },
    ],
    answers: {
      200: { description: "The link.", bodies: ["FileLink"] },
      302: { description: "`Location` is the link. No body.", headers: ["Location"] },
      400: problem(
        "A parameter of the query is unknown, or several VMs have files and `vm` is missing; `parameter` names it.",
      ),
      401: noKey,
      404: problem("There is no such capture, VM or file; `detail` has the reason."),
      409: problem(
        "There is no link: the capture is running, its file is only on the VM, the app may not make links, or the storage account's firewall does not admit the caller. For the last two `commands` downloads the file.",
      ),
      503: {
        description: "Like `getCapture`, or storage does not answer now.",
        ...unconfigured,
      },
    },
  },
  {
    id: "evidence",
    method: "get",
    path: "/api/captures/{id}/evidence",
    tag: "captures",
    role: "Captures.Read",
    summary: "Gives the evidence record of one alert or request that has ended",
    description:
      "As long as the history is kept, also of an alert whose orchestration failed or was terminated: `complete` is then false.",
    answers: {
      200: {
        description: "The record, to be saved as a file.",
        bodies: ["EvidenceRecord"],
        headers: ["ETag"],
      },
      304: unchanged,
      400: wrongQuery,
      401: noKey,
      404: unknownId,
      409: {
        ...problem("The capture is still running."),
        headers: ["Retry-After"],
      },
      503: unavailable,
    },
  },
  {
    id: "captureStatus",
    method: "get",
    path: "/api/captures/{id}/status",
    tag: "captures",
    summary: "Answers as a status query of Durable Functions does",
    description: "The id may also be that of one VM of an alert with several: `{id}:1`, `{id}:2`, …",
    parameters: [
      flag("showInput", true, "Whether the answer has the orchestration's input."),
      flag(
        "returnInternalServerErrorOnFailure",
        false,
        "Whether a failed orchestration is answered with 500 instead of 200.",
      ),
    ],
    answers: {
      200: { description: "The orchestration has ended.", bodies: ["CaptureStatusAnswer"] },
      202: {
        description: "The orchestration has not ended. `Location` is this URL without a key.",
        bodies: ["CaptureStatusAnswer"],
        headers: ["Location", "Retry-After"],
      },
      400: wrongQuery,
      401: noKey,
      404: unknownId,
      500: {
        description: "The orchestration has failed, and `returnInternalServerErrorOnFailure` is true.",
        bodies: ["CaptureStatusAnswer"],
      },
      503: unavailable,
    },
  },
  {
    id: "stopCaptures",
    method: "post",
    path: "/api/captures/{id}/stop",
    tag: "captures",
    role: "Captures.Operate",
    summary: "Ends a capture early on every VM where it still runs",
    request: {
      schema: {
        type: "object",
        properties: {
          force: {
            type: "boolean",
            default: false,
            description: "Whether it also ends for other alerts that follow the capture.",
          },
        },
        additionalProperties: false,
      },
      required: false,
      example: { force: true },
    },
    answers: {
      202: { description: "The captures have been told to end.", bodies: ["StopAnswer"] },
      400: problem("The body or the query is wrong."),
      401: noKey,
      404: unknownId,
      409: problem("The capture has already ended."),
      413: tooLarge,
      503: unavailable,
    },
  },
];
