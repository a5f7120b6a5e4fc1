import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "./confirmDialog.ts";
import { messageOf } from "./messageOf.ts";
import { Notice } from "./notice.ts";
import type { Api } from "../api/api.ts";

interface Props {
  readonly api: Pick<Api, "stop">;
  readonly id: string;
  /** What is captured, for people. */
  readonly name: string;
  readonly onStopped: () => void;
  readonly onClose: () => void;
}

/** Stops a capture, once the viewer has confirmed it. */
export function StopDialog({ api, id, name, onStopped, onClose }: Props): JSX.Element {
  const [force, setForce] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const stop = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.stop(id, force);
      onStopped();
    } catch (failure) {
      setError(messageOf(failure));
    }
    setBusy(false);
  };
  return h(
    ConfirmDialog,
    { title: "Stop the capture?", confirm: "Stop", busy, onConfirm: () => void stop(), onClose },
    h("p", null, `The capture of ${name} ends now. What it has captured so far is kept and analyzed.`),
    h(
      "label",
      { class: "check" },
      h("input", {
        type: "checkbox",
        checked: force,
        onChange: (event: Event) => {
          setForce((event.currentTarget as HTMLInputElement).checked);
        },
      }),
      "also for the alerts that joined",
    ),
    error !== null && h(Notice, { tone: "bad" }, error),
  );
}
