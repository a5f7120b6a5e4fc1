import { Fragment, h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../../http/apiError.ts";
import { download } from "../../parts/download.ts";
import { messageOf } from "../../parts/messageOf.ts";
import { FailureNotice } from "./failureNotice.ts";
import type { Api } from "../../api/api.ts";

interface DownloadButtonProps {
  readonly api: Api;
  readonly id: string;
  readonly vmId: string;
  /** Of the VM, where there are several. */
  readonly name: string | null;
}

interface Failure {
  readonly message: string;
  /** How to download the file instead. */
  readonly commands: readonly string[];
}

/** Downloads the capture file, or tells how to get it instead. */
export function DownloadButton({ api, id, vmId, name }: DownloadButtonProps): JSX.Element {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const get = async () => {
    setBusy(true);
    setFailure(await failureOf(() => download(api, id, vmId)));
    setBusy(false);
  };
  return h(
    Fragment,
    null,
    h(
      "button",
      {
        type: "button",
        class: "button primary",
        disabled: isBusy,
        "aria-label": name === null ? undefined : `Download the file of ${name}`,
        onClick: () => void get(),
      },
      "Download",
    ),
    failure !== null &&
      h(FailureNotice, {
        ...failure,
        onClose: () => {
          setFailure(null);
        },
      }),
  );
}

async function failureOf(run: () => Promise<void>): Promise<Failure | null> {
  try {
    await run();
    return null;
  } catch (error) {
    const commands = error instanceof ApiError ? (error.problem?.commands ?? []) : [];
    return { message: messageOf(error), commands };
  }
}
