import type { Question } from "../summary/captureSummary.ts";

/**
 * The bytes that a share is one of: those of a capture with filters are not all that went in or out.
 *
 * @param traffic what the filters let through; null without filters
 */
export const bytesText = (asked: Question, traffic: string | null): string =>
  `${traffic === null ? "" : "captured "}${asked} bytes`;
