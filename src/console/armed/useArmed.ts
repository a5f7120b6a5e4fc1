import { useMemo } from "preact/hooks";
import { useFresh } from "../state/useFresh.ts";
import type { ArmedVm } from "../../api/armedVms.ts";
import type { Api } from "../api/api.ts";

/** The armed VMs as they were known last. */
interface Armed {
  readonly vms: readonly ArmedVm[];
  /** Why they may be out of date; null: they are not. */
  readonly error: string | null;
}

/** Of each app: it is there at once for a viewer who comes back from a capture. */
const shown = new WeakMap<Api, Armed>();

/** The armed VMs, once a minute, also after an answer that failed. */
export function useArmed(api: Api): Armed {
  const load = useMemo(
    () => async () => {
      const before = shown.get(api) ?? { vms: [], error: null };
      const armed = await api.armed().then(
        ({ vms }) => (vms === before.vms && before.error === null ? before : { vms, error: null }),
        (error: unknown) => ({ ...before, error: error instanceof Error ? error.message : String(error) }),
      );
      shown.set(api, armed);
      return armed;
    },
    [api],
  );
  const { value } = useFresh(load, () => 60_000, shown.get(api) ?? null);
  return value ?? { vms: [], error: null };
}
