import { capturesPage } from "./capturesPage.ts";
import { followingCaptures } from "./followingCaptures.ts";
import { lookingAfter } from "./lookingAfter.ts";
import { signedInTwin } from "./signedInTwin.ts";
import { startingCaptures } from "./startingCaptures.ts";
import type { Operation } from "./operation.ts";

const withKeys = [...startingCaptures, ...followingCaptures, ...capturesPage, ...lookingAfter];

/** Every route of the app, in the order of docs/http-api.md. */
export const operations: readonly Operation[] = [
  ...withKeys,
  ...withKeys.map(signedInTwin).filter((twin) => twin !== null),
];
