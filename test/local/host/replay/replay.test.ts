import { describe, it } from "node:test";
import {
  activity,
  all,
  any,
  cancelledTimer,
  continueAsNew,
  event,
  replayTranscript,
  timer,
} from "../../../support/histories/replayTranscript.ts";

describe("the extension's replay", () => {
  it("orders only tasks that the history does not have", () => {
    replayTranscript(
      [activity, activity],
      `
      in   ExecutionStarted
      out  activity #0
      in   TaskScheduled #0
      out  -
      in   TaskCompleted #0
      out  activity #1
      in   TaskScheduled #1
      in   TaskCompleted #1
      out  Completed`,
    );
  });

  it("drops results of unknown and of settled numbers", () => {
    replayTranscript(
      [activity],
      `
      in   ExecutionStarted
      in   TaskScheduled #0
      in   TaskCompleted #7
      out  -
      in   TaskCompleted #0
      out  Completed
      in   TaskCompleted #0
      out  Completed`,
    );
  });

  it("fails when the history has another task under a number", () => {
    replayTranscript(
      [activity],
      `
      in   ExecutionStarted
      out  activity #0
      in   TaskScheduled #0 b
      out  Failed: Non-Deterministic workflow detected`,
    );
  });

  it("numbers the children of a compound in order", () => {
    replayTranscript(
      [all(activity, any(timer, activity)), activity],
      `
      in   ExecutionStarted
      out  activity #0
      out  timer #1
      out  activity #2`,
    );
  });

  it("gives an event to the newest waiter, in any casing", () => {
    replayTranscript(
      [any(all(event, activity), event), activity],
      `
      in   ExecutionStarted
      out  activity #0
      in   TaskScheduled #0
      out  -
      in   EventRaised GO
      out  activity #1`,
    );
  });

  it("keeps the number of a cancelled timer, and does not wait for it", () => {
    replayTranscript(
      [any(cancelledTimer, event), activity],
      `
      in   ExecutionStarted
      out  timer #0
      out  activity #1
      in   TimerCreated #0
      in   TaskScheduled #1
      in   TaskCompleted #1
      out  Completed`,
    );
  });

  it("orders nothing while suspended, and everything after the resume", () => {
    replayTranscript(
      [activity, activity],
      `
      in   ExecutionStarted
      in   TaskScheduled #0
      in   TaskCompleted #0
      out  activity #1
      in   ExecutionSuspended
      out  suspended
      in   ExecutionResumed
      out  activity #1`,
    );
  });

  it("orders after the resume what it had not ordered before the suspension", () => {
    replayTranscript(
      [activity],
      `
      in   ExecutionStarted
      in   ExecutionSuspended
      out  suspended
      in   ExecutionResumed
      out  activity #0`,
    );
  });

  it("holds back what arrives while suspended, until the resume", () => {
    replayTranscript(
      [activity, activity],
      `
      in   ExecutionStarted
      in   TaskScheduled #0
      in   ExecutionSuspended
      in   TaskCompleted #0
      out  suspended
      in   ExecutionResumed
      out  activity #1`,
    );
  });

  it("carries only events that arrive after continueAsNew to the next generation", () => {
    replayTranscript(
      [activity, continueAsNew('"x"')],
      `
      in   ExecutionStarted
      in   EventRaised early
      in   TaskScheduled #0
      out  -
      in   TaskCompleted #0
      in   EventRaised late
      out  continued with "\\"x\\"", carrying late`,
    );
  });

  it("ends a terminated instance even when its history does not match its function", () => {
    replayTranscript(
      [],
      `
      in   ExecutionStarted
      in   TaskScheduled #3
      in   ExecutionTerminated too late
      out  Terminated: too late`,
    );
  });
});
