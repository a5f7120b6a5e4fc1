import { Fragment, h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { messageOf } from "../../parts/messageOf.ts";
import { saveText } from "../../parts/saveText.ts";
import { FailureNotice } from "./failureNotice.ts";
import type { Api } from "../../api/api.ts";

interface EvidenceButtonProps {
  readonly api: Api;
  readonly id: string;
}

/** Downloads the evidence record of an alert or a request, as the app has it. */
export function EvidenceButton({ api, id }: EvidenceButtonProps): JSX.Element {
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const get = async () => {
    setBusy(true);
    setMessage(await saved(api, id));
    setBusy(false);
  };
  const onClose = () => {
    setMessage(null);
  };
  return h(
    Fragment,
    null,
    h(
      "button",
      {
        type: "button",
        class: "button",
        title: "Download the evidence record (JSON)",
        disabled: isBusy,
        onClick: () => void get(),
      },
      "Evidence",
    ),
    message !== null && h(FailureNotice, { message, onClose }),
  );
}

/** Null, or why there is no file. */
async function saved(api: Api, id: string): Promise<string | null> {
  try {
    saveText(await api.evidence(id), `evidence-${id.replace(/[^\w.-]/g, "_").slice(0, 100)}.json`);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
