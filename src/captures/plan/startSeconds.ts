/** How long the way to a running capture may take, in seconds (CAPTURE_START_DEADLINE_SECONDS). */
export const startSeconds = { usual: 900, least: 60, most: 86_400 } as const;
