import { followingCaptures } from "./followingCaptures.ts";
import { lookingAfter } from "./lookingAfter.ts";
import { startingCaptures } from "./startingCaptures.ts";
import type { Operation } from "./operation.ts";

/** Every route of the app, in the order of docs/http-api.md. */
export const operations: readonly Operation[] = [...startingCaptures, ...followingCaptures, ...lookingAfter];
