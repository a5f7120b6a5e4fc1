import { Fragment, h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { StopDialog } from "../../parts/stopDialog.ts";
import type { Api } from "../../api/api.ts";

interface StopButtonProps {
  readonly api: Api;
  readonly id: string;
  /** What is captured, for people. */
  readonly name: string;
  readonly onStopped: () => void;
}

/** Stops the capture, once the viewer has confirmed it. */
export function StopButton({ api, id, name, onStopped }: StopButtonProps): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const close = () => {
    setAsking(false);
  };
  const stopped = () => {
    close();
    setStopping(true);
    onStopped();
  };
  const ask = () => {
    setAsking(true);
  };
  return h(
    Fragment,
    null,
    h(
      "button",
      { type: "button", class: "button danger", disabled: isStopping, onClick: ask },
      isStopping ? "Stopping…" : "Stop",
    ),
    isAsking && h(StopDialog, { api, id, name, onStopped: stopped, onClose: close }),
  );
}
