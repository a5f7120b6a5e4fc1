import { commonAnswers } from "./commonAnswers.ts";
import type { Answer, Operation } from "./operation.ts";

const { problem, noKey, withoutSettings, wrongQuery } = commonAnswers;

const unchanged: Answer = { description: "`If-None-Match` names this form of the file.", headers: ["ETag"] };
const notLoaded: Answer = {
  description: "The app could not read the files of the page.",
  bodies: ["Problem"],
  headers: ["Retry-After"],
};

/** The captures page, and what it asks for itself. */
export const capturesPage: readonly Operation[] = [
  {
    id: "page",
    method: "get",
    path: "/api/ui",
    tag: "page",
    summary: "The captures page, static and without data",
    isOpen: true,
    answers: {
      200: { description: "The page.", file: "text/html", headers: ["ETag"] },
      304: unchanged,
      400: wrongQuery,
      503: notLoaded,
    },
  },
  {
    id: "pageFile",
    method: "get",
    path: "/api/ui/{file}",
    tag: "page",
    summary: "A script or a style sheet of the page, whose name bears the hash of its content",
    isOpen: true,
    parameters: [
      {
        name: "file",
        in: "path",
        required: true,
        description: "A name that the page refers to.",
        schema: { type: "string" },
      },
    ],
    answers: {
      200: { description: "The file.", file: "text/javascript", headers: ["ETag"] },
      304: unchanged,
      400: wrongQuery,
      404: problem("The page has no such file."),
      503: notLoaded,
    },
  },
  {
    id: "viewer",
    method: "get",
    path: "/api/viewer",
    tag: "page",
    role: "Captures.Read",
    summary: "Tells the captures page who uses it, and what it needs to know of the app",
    answers: {
      200: { description: "Who calls; nobody by name with a key.", bodies: ["Viewer"] },
      400: wrongQuery,
      401: noKey,
      503: withoutSettings,
    },
  },
];
