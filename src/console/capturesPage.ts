import { h, type JSX } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { admit } from "./gate/admit.ts";
import { Gate } from "./gate/gate.ts";
import { KeyStore } from "./gate/keyStore.ts";
import { HttpApi } from "./http/httpApi.ts";
import { Shell } from "./shell/shell.ts";
import { serverClock } from "./state/serverClock.ts";
import { useRetry } from "./state/useRetry.ts";
import type { Admission } from "./gate/admission.ts";
import type { Access } from "./http/access.ts";

const keys = new KeyStore(() => window.sessionStorage);

const onDate = serverClock.observe.bind(serverClock);

const ask = (access: Access) => new HttpApi({ access, onDate }).viewer();

/** The whole page: the gate, and behind it the screens. */
export function CapturesPage(): JSX.Element {
  const [admission, setAdmission] = useState<Admission | null>(null);
  const enter = useCallback(async () => {
    setAdmission(await admit(ask, keys));
  }, []);
  useEffect(() => void enter(), [enter]);
  useRetry(admission?.kind === "down", enter);
  const onKey = (key: string) => {
    keys.write(key);
    void enter();
  };
  if (admission === null)
    return h("main", { class: "gate", "aria-busy": true }, h("p", { class: "hint" }, "Loading…"));
  if (admission.kind !== "open")
    return h(Gate, { key: admission.kind, admission, onKey, onRetry: () => void enter() });
  const onForgetKey = () => {
    keys.forget();
    void enter();
  };
  return h(Opened, { admission, onRefused: () => void enter(), onForgetKey });
}

interface OpenedProps {
  readonly admission: Extract<Admission, { readonly kind: "open" }>;
  /** The sign-in or the key is no longer accepted. */
  readonly onRefused: () => void;
  readonly onForgetKey: () => void;
}

function Opened({ admission, onRefused, onForgetKey }: OpenedProps): JSX.Element {
  const { access, viewer } = admission;
  const key = access.mode === "key" ? access.key : null;
  // The same way in again is the same API, so that nothing is loaded anew for it.
  const api = useMemo(() => new HttpApi({ access, onDate, onRefused }), [access.mode, key]);
  return h(Shell, { api, viewer, onForgetKey: key === null ? null : onForgetKey });
}
