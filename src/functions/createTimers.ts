import { armedTimer } from "./armed/armedTimer.ts";
import { retention } from "./retention.ts";
import { watch } from "./watch.ts";
import type { Config } from "../config.ts";

/** What runs by the clock, by the names of the functions. */
export const createTimers = (config: Config) => ({
  watch: watch(),
  armed: armedTimer(config),
  retention: retention(config),
});
