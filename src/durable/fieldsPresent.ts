/** Whether a value is an object that has all of these fields, whatever they hold. */
export const fieldsPresent = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && names.every((name) => Object.hasOwn(value, name));
