import { queryParameters } from "../queryParameters.ts";

/** The query parameter `whatIf`: a dry run of the two routes that start captures. */
export const whatIf = {
  /**
   * Whether the caller wants a dry run; null for an invalid value. Case-insensitive, so that a typo captures
   * nothing.
   */
  read(query: URLSearchParams): boolean | null {
    const given = queryParameters.read(query, "whatIf")?.toLowerCase() ?? "false";
    if (given === "false") return false;
    return given === "true" || given === "" ? true : null;
  },

  /** The answer to an invalid value. */
  wrong: queryParameters.wrong("whatIf", 'The parameter whatIf is "true" or "false".'),
};
