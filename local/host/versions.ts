/** Which instances this app runs, by their versions, and what becomes of the others. */
export interface Versions {
  /** Version of this app, and of the instances that it starts; empty: none. */
  readonly own: string;
  readonly match: (typeof matchStrategies)[number];
  readonly failure: (typeof failureStrategies)[number];
}

export const matchStrategies = ["None", "Strict", "CurrentOrOlder"] as const;
/** Reject leaves the instance as it is, for another app that runs its version. Fail fails it. */
export const failureStrategies = ["Reject", "Fail"] as const;

/** Whether this app may run an instance of that version. */
export function runsVersion({ own, match }: Versions, version: string): boolean {
  switch (match) {
    case "None":
      return true;
    case "Strict":
      return version === own;
    case "CurrentOrOlder":
      return compareVersions(version, own) <= 0;
  }
}

/**
 * Negative: `one` is older. The framework's rules: no version is the oldest, two of .NET's versions compare
 * by their numbers, anything else as text in any casing (DurableTask.Core's CompareVersions).
 */
function compareVersions(one: string, other: string): number {
  const [blank, otherBlank] = [one.trim() === "", other.trim() === ""];
  if (blank || otherBlank) return Number(otherBlank) - Number(blank);
  const [numbers, otherNumbers] = [netVersion(one), netVersion(other)];
  if (numbers === null || otherNumbers === null) return compareText(one.toLowerCase(), other.toLowerCase());
  // A part that is missing is older than 0.
  const differing = [0, 1, 2, 3].map((part) => (numbers[part] ?? -1) - (otherNumbers[part] ?? -1));
  return differing.find((difference) => difference !== 0) ?? 0;
}

const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** The parts of a .NET System.Version, two to four numbers; null: it is none. */
function netVersion(text: string): readonly number[] | null {
  const parts = text.trim().split(".");
  const isVersion = parts.length >= 2 && parts.length <= 4 && parts.every((part) => /^\d{1,9}$/.test(part));
  return isVersion ? parts.map(Number) : null;
}
