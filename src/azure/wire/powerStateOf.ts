import { foreignText } from "../foreignText.ts";

interface Status {
  readonly code?: string | undefined;
}

/** "running", "deallocated", …; null when the view does not say. */
export function powerStateOf(statuses: readonly Status[] | undefined): string | null {
  const power = statuses?.find(({ code }) => code?.toLowerCase().startsWith("powerstate/"));
  const state = power?.code?.slice("PowerState/".length).toLowerCase();
  return state === undefined ? null : foreignText(state, 60);
}
