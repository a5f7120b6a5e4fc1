import type { Site } from "../site/site.ts";

/** The obstacle of scenarios that use the management URLs of an instance. */
export const needsManagement = ({ options }: Site): string | null =>
  options.statusUrls === "durable" ? null : "the app hands out no management URLs (--status-urls app)";
