/** What a scenario found to be otherwise; its message is the reason in the table. */
class Unexpected extends Error {
  override readonly name = "Unexpected" as const;
}

interface Expect {
  /** @throws Unexpected with the sentence, which says what was found. */
  that(holds: boolean, found: string): asserts holds;
  /** Compares as JSON. @throws Unexpected */
  same(found: unknown, expected: unknown, what: string): void;
  /** @throws Unexpected unless the value is there. */
  present<T>(value: T | null | undefined, what: string): T;
}

/** Absent members are shown as undefined, which is no JSON. */
const shown = (value: unknown): string => (value === undefined ? "undefined" : JSON.stringify(value));

/** The table shows a line. */
const brief = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** Checks that fail with one sentence for the table. */
export const expect: Expect = {
  that(holds, found) {
    if (!holds) throw new Unexpected(found);
  },

  same(found, expected, what) {
    const [is, should] = [shown(found), shown(expected)];
    if (is !== should) throw new Unexpected(`${what}: ${brief(is)} instead of ${brief(should)}`);
  },

  present(value, what) {
    if (value === null || value === undefined) throw new Unexpected(`there is no ${what}`);
    return value;
  },
};
