/**
 * A text of Azure, bounded where it enters: hints, outputs and Durable's messages carry it on, and a large
 * message stops an orchestration. A report has 2,000 characters for it, the app's own words included.
 */
export const foreignText = (text: string, length = 1500): string =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();
