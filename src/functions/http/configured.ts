import { unavailable } from "./problem.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { ConfigError } from "../../settings/configError.ts";
import type { HttpHandler } from "@azure/functions";

/** The configured app, or its configuration error. */
export type Setup =
  | { readonly ok: true; readonly config: Config; readonly azure: () => Promise<Azure> }
  | { readonly ok: false; readonly error: ConfigError };

export type CreateHandler = (config: Config, azure: () => Promise<Azure>) => HttpHandler;

/**
 * Answers 503 and lists the settings while they are missing or invalid: an unregistered route would be a
 * final 404.
 */
export const configured = (setup: Setup, create: CreateHandler): HttpHandler =>
  setup.ok
    ? create(setup.config, setup.azure)
    : () => unavailable(setup.error.message, { problems: setup.error.problems });
