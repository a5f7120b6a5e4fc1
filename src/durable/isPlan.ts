import { fieldsPresent } from "./fieldsPresent.ts";

/** Whether a value has the shape of a CapturePlan. */
export const isPlan = (plan: unknown): boolean =>
  fieldsPresent(
    plan,
    "limits",
    "namePrefix",
    "sessionLimit",
    "conflictPolicy",
    "cooldownSeconds",
    "installAgent",
    "poll",
  ) &&
  fieldsPresent(plan.limits, "timeLimitSeconds", "maxBytes", "bytesPerPacket", "filters") &&
  fieldsPresent(plan.poll, "minSeconds", "maxSeconds");
