const present = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && names.every((name) => Object.hasOwn(value, name));

/** Checks of what orchestrators get as input: they can be started by hand, with anything. */
export const requestFields = {
  /** Whether a value is an object that has all of these fields, whatever they hold. */
  present,

  /** Whether a value has the shape of a CapturePlan. */
  isPlan: (plan: unknown): boolean =>
    present(
      plan,
      "limits",
      "namePrefix",
      "sessionLimit",
      "conflictPolicy",
      "cooldownSeconds",
      "installAgent",
      "poll",
    ) &&
    present(plan.limits, "timeLimitSeconds", "maxBytes", "bytesPerPacket", "filters") &&
    present(plan.poll, "minSeconds", "maxSeconds"),
};
