import type { Config } from "../config.ts";

/** When the timers run, in UTC. */
export const timerSchedules = ({ armed }: Pick<Config, "armed">) => ({
  watch: "0 */2 * * * *",
  /** Each run costs, and where no VM is to be armed there are rings to end at most. */
  armed: armed.length > 0 ? "0 * * * * *" : "0 */15 * * * *",
  /** Daily, at an hour when little else happens. */
  retention: "0 30 3 * * *",
});
