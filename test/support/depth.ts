/** True in `npm run test:deep`, which runs every case of the files that import this one. */
export const isDeep = process.env.TEST_DEPTH === "deep";

/** A part of the cases in `npm test`, from the first one on; all of them in `npm run test:deep`. */
export const everyNth = <T>(step: number, cases: readonly T[], first = 0): readonly T[] =>
  isDeep ? cases : cases.filter((_, index) => index % step === first);
