import { refuse } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";

/** The result of calls to Azure. @throws NotYet when they take longer; the calls themselves go on then. */
export async function withinSeconds<Result>(work: Promise<Result>, seconds: number): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new NotYet(refuse("deadline", `Azure did not answer within ${seconds} s.`)));
  }, seconds * 1000);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
