import type { Answer } from "./operation.ts";

const problem = (description: string): Answer => ({ description, bodies: ["Problem"] });

const noKey: Answer = {
  description: "The function key is missing or wrong. The host answers, without a body.",
};
const noSignIn: Answer = problem(
  "The function key is missing or wrong (the host answers, without a body), or the caller has to sign in with Microsoft Entra and has not.",
);
const unconfigured = { bodies: ["Problem"], headers: ["Retry-After"] } as const;
const unavailable: Answer = {
  description:
    "Settings are missing or invalid (`problems` lists them), or the Durable backend did not answer within eight seconds.",
  ...unconfigured,
};
const withoutSettings: Answer = {
  description: "Settings are missing or invalid; `problems` lists them.",
  ...unconfigured,
};
const unknownId = problem("There is no capture with this id.");
const wrongQuery = problem("A parameter of the query is unknown or has a wrong value; `parameter` names it.");
const unchanged: Answer = {
  description: "The answer with the ETag of `If-None-Match` is still the right one. No body.",
  headers: ["ETag"],
};
const tooLarge = problem("The body has more than 272 KiB.");

/** Answers that several routes give for the same reason. */
export const commonAnswers = {
  problem,
  noKey,
  noSignIn,
  unconfigured,
  unavailable,
  withoutSettings,
  unknownId,
  wrongQuery,
  unchanged,
  tooLarge,
};
