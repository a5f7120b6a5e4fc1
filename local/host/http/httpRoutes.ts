import type { AppFunction } from "../worker/appFunction.ts";

/** A route that the host serves. */
export interface HttpRoute {
  readonly methods: readonly string[];
  /** With the prefix and its parameters: "/api/captures/{id}". */
  readonly path: string;
  readonly anonymous: boolean;
}

/** The routes of an app's HTTP functions. */
export const httpRoutes = (functions: readonly AppFunction[], prefix: string): readonly HttpRoute[] =>
  functions.flatMap((called) =>
    called.kind === "http"
      ? [
          {
            methods: called.methods,
            path: `/${[prefix, called.route].filter((part) => part !== "").join("/")}`,
            anonymous: called.authLevel === "anonymous",
          },
        ]
      : [],
  );
