import type { Ring } from "../ring.ts";

/** Whether nothing is left of the ring of a VM that is to be disarmed. */
export const isGone = ({ isLeaving, session, strays, ended }: Ring): boolean =>
  isLeaving && session === null && strays.length === 0 && ended.every(({ isDeleted }) => isDeleted);
