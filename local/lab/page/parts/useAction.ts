import { useCallback, useRef, useState } from "preact/hooks";

/** Something that the reader does. */
interface Action {
  readonly busy: boolean;
  /** Why the last one failed; null when it did not. */
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
}

/** One action after the other, and what went wrong with the last. */
export function useAction(): Action {
  const [state, setState] = useState({ waiting: 0, problem: null as string | null });
  const last = useRef(Promise.resolve());
  const run = useCallback((work: () => Promise<void>) => {
    setState(({ waiting }) => ({ waiting: waiting + 1, problem: null }));
    last.current = last.current.then(async () => {
      const problem = await problemOf(work);
      setState(({ waiting }) => ({ waiting: waiting - 1, problem }));
    });
  }, []);
  return { busy: state.waiting > 0, problem: state.problem, run };
}

async function problemOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
