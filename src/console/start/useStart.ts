import { useState } from "preact/hooks";
import { ApiError } from "../http/apiError.ts";
import { messageOf } from "../parts/messageOf.ts";
import { route } from "../state/route.ts";
import { requestKey } from "./requestKey.ts";
import { startFields, type FieldErrors, type StartFields } from "./startFields.ts";
import type { IgnoredAnswer } from "../../api/ignoredAnswer.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";
import type { OnDemandRequest } from "../../captures/plan/readOnDemand.ts";
import type { Screen } from "../state/screen.ts";

interface Planned {
  readonly plan: PreviewAnswer | IgnoredAnswer;
  readonly request: OnDemandRequest;
  /** One for each plan, so that a second click on its button starts nothing. */
  readonly key: string;
}

interface Wrong {
  /** What is wrong as a whole; null when it is only fields. */
  readonly message: string | null;
  readonly fields: FieldErrors;
}

interface Start {
  readonly fields: StartFields;
  readonly setFields: (fields: StartFields) => void;
  readonly planned: Planned | null;
  readonly wrong: Wrong;
  readonly busy: boolean;
  readonly showPlan: () => Promise<void>;
  readonly start: () => Promise<void>;
}

const nothing: Wrong = { message: null, fields: {} };

const names: readonly string[] = ["vmId", "timeLimitSeconds", "maxBytes", "bytesPerPacket", "filters"];

function wrongBy(error: unknown): Wrong {
  const field = error instanceof ApiError ? error.problem?.field : undefined;
  const message = messageOf(error);
  return field !== undefined && names.includes(field)
    ? { message: null, fields: { [field]: message } }
    : { message, fields: {} };
}

/** The form's state: what was typed, the plan that the app made of it, and what was wrong. */
export function useStart({ api, viewer }: Screen, vmId: string): Start {
  const [fields, setTyped] = useState(() => startFields.initial(vmId, viewer.limits));
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [wrong, setWrong] = useState(nothing);
  const [busy, setBusy] = useState(false);
  const tried = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong(nothing);
    await work().catch((error: unknown) => {
      setWrong(wrongBy(error));
    });
    setBusy(false);
  };
  const showPlan = async () => {
    setPlanned(null);
    const reading = startFields.read(fields, viewer.limits);
    if (!reading.ok) {
      setWrong({ message: null, fields: reading.errors });
      return;
    }
    const { request } = reading;
    await tried(async () => {
      setPlanned({ plan: await api.preview(request), request, key: requestKey() });
    });
  };
  const start = () =>
    tried(async () => {
      if (planned === null) return;
      const answer = await api.start(planned.request, planned.key);
      if (answer.outcome === "ignored") setPlanned({ ...planned, plan: answer });
      else location.hash = route.capture(answer.id);
    });
  // A plan is of what was typed when it was made.
  const setFields = (typed: StartFields) => {
    setTyped(typed);
    setPlanned(null);
  };
  return { fields, setFields, planned, wrong, busy, showPlan, start };
}
