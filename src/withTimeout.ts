/**
 * The result of work that has no time bound of its own.
 * @throws Error when it takes longer; the work itself goes on then.
 */
export async function withTimeout<T>(work: Promise<T>, seconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`no answer within ${seconds} s`));
  }, seconds * 1000);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
