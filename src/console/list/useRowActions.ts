import { h, type ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { download } from "../parts/download.ts";
import { messageOf } from "../parts/messageOf.ts";
import { route } from "../state/route.ts";
import type { ListedCapture } from "../../api/captureList.ts";
import type { Tone } from "../../report/section.ts";
import type { Api } from "../api/api.ts";
import type { RowActions } from "./rowActions.ts";

interface Message {
  readonly tone: Tone;
  readonly content: ComponentChildren;
  /** The capture that it is about for as long as this runs; null: until it is closed. */
  readonly whileRuns: string | null;
}

interface InUse {
  readonly actions: RowActions;
  /** The capture whose stop is to be confirmed. */
  readonly stopping: ListedCapture | null;
  readonly message: Message | null;
  readonly stopped: () => void;
  readonly closeDialog: () => void;
  readonly closeMessage: () => void;
}

/** What the viewer does with the captures of the list, and what came of it. */
export function useRowActions(api: Api, refresh: () => Promise<void>): InUse {
  const [stopping, setStopping] = useState<ListedCapture | null>(null);
  const [message, setMessage] = useState<Message | null>(null);
  const actions = useMemo<RowActions>(
    () => ({
      stop: setStopping,
      download: (capture, vmId) => {
        setMessage(null);
        download(api, capture.id, vmId).catch((error: unknown) => {
          setMessage({ tone: "bad", content: refusal(capture, error), whileRuns: null });
        });
      },
    }),
    [api],
  );
  const stopped = () => {
    setStopping(null);
    const content = `The capture of ${stopping?.vm ?? "the VM"} is being stopped.`;
    setMessage({ tone: "neutral", content, whileRuns: stopping?.id ?? null });
    void refresh();
  };
  const closeDialog = () => {
    setStopping(null);
  };
  const closeMessage = () => {
    setMessage(null);
  };
  return { actions, stopping, message, stopped, closeDialog, closeMessage };
}

const refusal = ({ id }: ListedCapture, error: unknown): ComponentChildren => [
  messageOf(error),
  " ",
  h("a", { href: route.capture(id) }, "Other ways to get the file"),
];
