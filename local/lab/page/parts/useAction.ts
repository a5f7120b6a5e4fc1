import { useCallback, useState } from "preact/hooks";

/** Something that a button does. */
interface Action {
  readonly busy: boolean;
  /** Why the last one failed; null when it did not. */
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
}

/** One action at a time, and what went wrong with it. */
export function useAction(): Action {
  const [state, setState] = useState<Pick<Action, "busy" | "problem">>({ busy: false, problem: null });
  const run = useCallback((work: () => Promise<void>) => {
    setState({ busy: true, problem: null });
    const settled = (problem: string | null) => {
      setState({ busy: false, problem });
    };
    work().then(
      () => {
        settled(null);
      },
      (error: unknown) => {
        settled(error instanceof Error ? error.message : String(error));
      },
    );
  }, []);
  return { ...state, run };
}
