import { currentTime } from "./currentTime.ts";
import type { OrchestrationContext, TimerTask } from "durable-functions";

/** A durable timer that fires after so many seconds. */
export const timerIn = (context: OrchestrationContext, seconds: number): TimerTask =>
  context.df.createTimer(new Date(currentTime(context) + seconds * 1000));
